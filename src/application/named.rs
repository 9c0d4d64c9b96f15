//! Enums of names: states and kinds of events, each listed once.
//!
//! Under every machine of [`application`](super): a state is a name and nothing else, so that all of them can be walked
//! through by tests, printed, and spoken of in errors. The surprising choice: the list, the text and the variants come from
//! one place, because a list kept by hand would be one state short one day.

/// An enum without data, with `ALL`, `name` and `Display`.
macro_rules! named {
    ($(#[$documentation:meta])* pub enum $name:ident { $($(#[$about:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$about])* $variant,)+
        }

        impl $name {
            /// Its name in journals' errors and in print.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl $crate::application::Named for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(super) use named;

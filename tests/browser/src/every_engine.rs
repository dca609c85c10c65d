//! One journey, one test for each engine.

/// Makes tests of journeys, functions that take an [`Engine`](crate::Engine): `<journey>::in_chromium`,
/// `<journey>::in_firefox` and `<journey>::in_webkit`.
#[macro_export]
macro_rules! in_every_engine {
    ($($journey:ident),+ $(,)?) => {$(
        mod $journey {
            #[tokio::test]
            async fn in_chromium() {
                super::$journey($crate::Engine::Chromium).await;
            }

            #[tokio::test]
            async fn in_firefox() {
                super::$journey($crate::Engine::Firefox).await;
            }

            #[tokio::test]
            async fn in_webkit() {
                super::$journey($crate::Engine::WebKit).await;
            }
        }
    )+};
}

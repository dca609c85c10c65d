//! Leaving the page, and coming back.

use super::Page;

impl Page<'_> {
    /// Reloads the page and waits until it is ready again.
    pub async fn reload(&self) {
        self.session.client.refresh().await.expect("the page can be reloaded");
        self.until("the page is ready again", "document.documentElement.dataset.ready === 'yes'").await;
    }

    /// The question that the browser asks at the moment, if there is one.
    pub async fn question(&self) -> Option<String> {
        self.session.client.get_alert_text().await.ok()
    }
}

//! Folders that are dropped on the page, with everything in them.
//!
//! Chromium reads them where the page itself came from a file by their handles only (File System Access),
//! other browsers by their entries only (File and Directory Entries API).

use js_sys::{Array, Function, IteratorNext, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DataTransfer, DataTransferItem, File, FileSystemDirectoryEntry, FileSystemDirectoryHandle,
    FileSystemEntry, FileSystemFileEntry, FileSystemFileHandle, FileSystemHandle, FileSystemHandleKind,
};

use super::given::GivenFile;
use crate::bulk::LIMITS;
use crate::reader;

/// A folder, or something in it, that the browser does not give.
pub struct Unread;

/// Folders that were dropped, and the files beside them.
pub enum Folders {
    /// By their handles, which are promised.
    Handles(Vec<Promise>),
    /// By their entries.
    Entries(Vec<FileSystemEntry>),
}

impl Folders {
    /// What was dropped, if there is a folder among it. It has to be asked for while the event lasts.
    pub fn among(data: &DataTransfer) -> Option<Self> {
        let items = data.items();
        let items: Vec<DataTransferItem> = (0..items.length()).filter_map(|at| items.get(at)).collect();
        let entry = |item: &DataTransferItem| item.webkit_get_as_entry().ok().flatten();
        let entries: Vec<FileSystemEntry> = items.iter().filter_map(entry).collect();
        if !entries.iter().any(FileSystemEntry::is_directory) {
            return None;
        }
        let handles: Option<Vec<Promise>> = items.iter().map(handle).collect();
        Some(handles.map_or(Self::Entries(entries), Self::Handles))
    }

    /// Every file in them, with its folders before its name, in the order of those.
    pub async fn read(self) -> Result<Vec<GivenFile>, Unread> {
        let mut files = match self {
            Self::Handles(handles) => of_handles(handles).await?,
            Self::Entries(entries) => of_entries(entries).await?,
        };
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }
}

/// One more than is taken: whoever takes them says that there are too many.
fn are_enough(files: &[GivenFile]) -> bool {
    files.len() > usize::try_from(LIMITS.entries).unwrap_or(usize::MAX)
}

fn handle(item: &DataTransferItem) -> Option<Promise> {
    let function: Function = Reflect::get(item, &"getAsFileSystemHandle".into()).ok()?.dyn_into().ok()?;
    function.call0(item).ok()?.dyn_into().ok()
}

async fn of_handles(promised: Vec<Promise>) -> Result<Vec<GivenFile>, Unread> {
    let mut waiting: Vec<(String, FileSystemHandle)> = Vec::new();
    for handle in promised {
        waiting.push((String::new(), handle.await.map_err(|_| Unread)?.unchecked_into()));
    }
    let mut files = Vec::new();
    while let Some((folder, handle)) = waiting.pop() {
        let path = format!("{folder}{}", handle.name());
        if reader::is_added_by_system(&path) {
            continue;
        }
        if handle.kind() == FileSystemHandleKind::Directory {
            let inside = inside(handle.unchecked_ref()).await?;
            waiting.extend(inside.into_iter().map(|handle| (format!("{path}/"), handle)));
        } else {
            let file = handle.unchecked_into::<FileSystemFileHandle>().get_file().await;
            files.push(GivenFile { file: file.map_err(|_| Unread)?.unchecked_into(), path });
        }
        if are_enough(&files) {
            break;
        }
    }
    Ok(files)
}

async fn inside(folder: &FileSystemDirectoryHandle) -> Result<Vec<FileSystemHandle>, Unread> {
    let (values, mut all) = (folder.values(), Vec::new());
    loop {
        let next = values.next().map_err(|_| Unread)?.await.map_err(|_| Unread)?;
        let next: IteratorNext = next.unchecked_into();
        if next.done() {
            return Ok(all);
        }
        all.push(next.value().unchecked_into());
    }
}

async fn of_entries(mut waiting: Vec<FileSystemEntry>) -> Result<Vec<GivenFile>, Unread> {
    let mut files = Vec::new();
    while let Some(entry) = waiting.pop() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if reader::is_added_by_system(&path) {
            continue;
        }
        if entry.is_directory() {
            waiting.extend(entries_in(entry.unchecked_ref()).await?);
        } else {
            files.push(GivenFile { file: file_of(entry.unchecked_ref()).await?, path });
        }
        if are_enough(&files) {
            break;
        }
    }
    Ok(files)
}

/// What is in a folder. The browser gives it piece by piece, and nothing at the end.
async fn entries_in(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, Unread> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let piece = Promise::new(&mut |resolve, reject| {
            // What does not begin is refused; a promise's own function does not throw.
            if reader.read_entries_with_callback_and_callback(&resolve, &reject).is_err() {
                let _ = reject.call0(&JsValue::UNDEFINED);
            }
        });
        let piece: JsValue = piece.await.map_err(|_: JsValue| Unread)?;
        let piece: Array = piece.unchecked_into();
        if piece.length() == 0 {
            return Ok(all);
        }
        all.extend(piece.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Result<File, Unread> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    let file: JsValue = file.await.map_err(|_: JsValue| Unread)?;
    Ok(file.unchecked_into())
}

//! When the system has no more sockets to give. A process of its own, because the limit is the whole process's.

#![cfg(target_os = "linux")]

mod support;

use std::{fs::File, net::TcpStream, os::unix::fs::FileExt, time::Duration};

use support::{ask, sandbox};

/// Time on processors, in hundredths of a second.
fn processor_time(file: &File) -> u64 {
    let mut bytes = [0; 4096];
    let length = file.read_at(&mut bytes, 0).unwrap();
    let text = std::str::from_utf8(&bytes[..length]).unwrap();
    let (_, after) = text.rsplit_once(')').unwrap();
    let fields: Vec<&str> = after.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
fn it_waits_until_there_are_sockets_again() {
    let sandbox = sandbox();
    assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
    // The end of that connection has been seen on both sides.
    std::thread::sleep(Duration::from_millis(100));
    let times = File::open("/proc/self/stat").unwrap();
    let (_, most) = rlimit::Resource::NOFILE.get().unwrap();
    rlimit::Resource::NOFILE.set(100, most).unwrap();
    let mut fillers = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        fillers.push(file);
    }
    // The only one that is left is taken by the caller, so that there is none to accept with.
    fillers.pop();
    let waiting = TcpStream::connect(sandbox.address()).unwrap();
    assert!(File::open("/dev/null").is_err());
    let before = processor_time(&times);
    std::thread::sleep(Duration::from_millis(500));
    let spent = processor_time(&times) - before;
    assert!(spent < 5, "{spent} hundredths of a second in half a second");
    drop((waiting, fillers));
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(ask(&sandbox, "GET", "/ping", None).status, 200);
}

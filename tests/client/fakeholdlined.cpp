// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A substitute for holdlined as a child process. FAKE_HOLDLINED says how it behaves, and
// FAKE_HOLDLINED_PORT where it claims to listen. It writes its process id, token and arguments, a
// line each, into the file "facts" beside its store.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include <unistd.h>

namespace {

void writeFacts(int argc, char **argv, const std::string &token)
{
    std::string store;
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::string(argv[i]) == "--store")
            store = std::string(argv[i + 1]).substr(std::string("sqlite:").size());
    }
    std::ofstream facts(std::filesystem::path(store).parent_path() / "facts", std::ios::trunc);
    facts << getpid() << '\n' << token << '\n';
    for (int i = 1; i < argc; ++i)
        facts << argv[i] << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    const char *behaviour = std::getenv("FAKE_HOLDLINED");
    const char *port = std::getenv("FAKE_HOLDLINED_PORT");
    const std::string mode = behaviour ? behaviour : "ok";

    std::string token;
    std::getline(std::cin, token);
    writeFacts(argc, argv, token);

    if (mode == "dies at once") {
        std::cerr << "error: the store is damaged" << std::endl;
        return 3;
    }
    if (mode == "speaks in riddles")
        std::cout << "Hello, world" << std::endl;
    else if (mode == "never ends its line")
        std::cout << std::string(100000, 'x') << std::flush;
    else if (mode == "listens to the world")
        std::cout << "listening ws://0.0.0.0:4242/ws" << std::endl;
    else if (mode != "says nothing")
        std::cout << "listening ws://127.0.0.1:" << (port ? port : "4242") << "/ws" << std::endl;
    if (mode == "had a damaged store")
        std::cout << "set aside /data/sessions.sqlite.damaged" << std::endl;

    for (std::string line; std::getline(std::cin, line);) { }
    while (mode == "does not end")
        std::this_thread::sleep_for(std::chrono::hours(1));
    return 0;
}

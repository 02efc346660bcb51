// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/attack/attacks.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <sys/resource.h>
#include <unistd.h>

using namespace holdline::attack;

namespace holdline::attack {

std::span<const Attack> allAttacks()
{
    static constexpr Attack kAttacks[]{
        {"slow-words", slowWords},
        {"long-answers", longAnswers},
        {"greetings", greetings},
        {"configurations", configurations},
        {"voice-samples", voiceSamples},
        {"clearings", clearings},
        {"new-sessions", newSessions},
        {"pings", pings},
        {"empty-continuations", emptyContinuations},
        {"unfinished-messages", unfinishedMessages},
        {"broken-words", brokenWords},
        {"dripping-voice", drippingVoice},
        {"endless-turn", endlessTurn},
        {"huge-items", hugeItems},
        {"beyond-the-window", beyondTheWindow},
        {"junk-opus", junkOpus},
        {"tiny-opus", tinyOpus},
        {"strangers-pings", strangersPings},
        {"wrong-proofs", wrongProofs},
        {"many-sessions", manySessions},
        {"tls-handshakes", tlsHandshakes},
        {"connections", connections},
        {"silent-connections", silentConnections},
    };
    return kAttacks;
}

} // namespace holdline::attack

namespace {

/// Each connection needs a file descriptor in this process, too.
void raiseFileLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void tellAtWork()
{
    static std::once_flag told;
    std::call_once(told, [] {
        std::puts("at work");
        std::fflush(stdout);
    });
}

} // namespace

/// `holdline-attack NAME PORT [HEADERS [SESSION]]` attacks the server at that port of 127.0.0.1
/// until it is killed. Prints "at work" once it does harm. Runs with a low priority, so that it
/// does not disturb the measurement itself.
int main(int argc, char **argv)
{
    const auto attacks = allAttacks();
    const auto attack = std::ranges::find_if(attacks, [&](const Attack &each) {
        return argc > 2 && std::strcmp(each.name, argv[1]) == 0;
    });
    if (attack == attacks.end()) {
        std::fprintf(stderr, "Usage: holdline-attack NAME PORT [HEADERS [SESSION]]\n");
        for (const Attack &each : attacks)
            std::fprintf(stderr, "  %s\n", each.name);
        return 2;
    }
    constexpr int kNice = 10;
    (void)!::nice(kNice);
    raiseFileLimit();
    attack->run({.port = QByteArray(argv[2]).toUShort(),
                 .headers = argc > 3 ? argv[3] : "",
                 .session = argc > 4 ? argv[4] : ""},
                tellAtWork);
    return 0;
}

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/attack/rawclient.h"

#include <functional>
#include <span>

namespace holdline::attack {

/// An attack calls this once it does harm, from any thread and any number of times.
using AtWork = std::function<void()>;

/// One way to harm a server. It lasts as long as the process: an attack that is cut off dials
/// again, and one that has nothing more to do keeps its connections.
struct Attack
{
    const char *name;
    void (*run)(const Target &target, const AtWork &atWork);
};

std::span<const Attack> allAttacks();

// ---- clients that type, in sessions

void slowWords(const Target &target, const AtWork &atWork);
void longAnswers(const Target &target, const AtWork &atWork);
void greetings(const Target &target, const AtWork &atWork);
void configurations(const Target &target, const AtWork &atWork);
void voiceSamples(const Target &target, const AtWork &atWork);
void newSessions(const Target &target, const AtWork &atWork);
void clearings(const Target &target, const AtWork &atWork);
void pings(const Target &target, const AtWork &atWork);
void emptyContinuations(const Target &target, const AtWork &atWork);
void unfinishedMessages(const Target &target, const AtWork &atWork);

// ---- clients that speak

void brokenWords(const Target &target, const AtWork &atWork);
void drippingVoice(const Target &target, const AtWork &atWork);
void endlessTurn(const Target &target, const AtWork &atWork);
void hugeItems(const Target &target, const AtWork &atWork);
void beyondTheWindow(const Target &target, const AtWork &atWork);
void junkOpus(const Target &target, const AtWork &atWork);
void tinyOpus(const Target &target, const AtWork &atWork);

// ---- strangers without a session

void strangersPings(const Target &target, const AtWork &atWork);
void wrongProofs(const Target &target, const AtWork &atWork);
void manySessions(const Target &target, const AtWork &atWork);
void tlsHandshakes(const Target &target, const AtWork &atWork);
void connections(const Target &target, const AtWork &atWork);
void silentConnections(const Target &target, const AtWork &atWork);

} // namespace holdline::attack

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/attack/scene.h"

using namespace Qt::StringLiterals;

namespace holdline::attack {

QList<Scene> allScenes()
{
    using enum Neighbour::Question;
    using Setting = Scene::Setting;
    return {
        {.name = u"slow-words"_s},
        {.name = u"long-answers"_s},
        {.name = u"greetings"_s},
        {.name = u"configurations"_s},
        {.name = u"voice-samples"_s},
        {.name = u"clearings"_s},
        {.name = u"pings"_s},
        {.name = u"empty-continuations"_s},
        {.name = u"unfinished-messages"_s},
        {.name = u"huge-items"_s},
        {.name = u"junk-opus"_s},
        {.name = u"tiny-opus"_s},
        {.name = u"connections"_s},
        {.name = u"silent-connections"_s},
        {.name = u"broken-words"_s, .question = Spoken},
        {.name = u"dripping-voice"_s, .question = Spoken},
        {.name = u"endless-turn"_s, .question = Spoken},
        {.name = u"strangers-pings"_s, .setting = Setting::Observed},
        {.name = u"beyond-the-window"_s, .setting = Setting::FullDisk},
        {.name = u"wrong-proofs"_s, .setting = Setting::StoredSession},
        // This machine has no limit for one address, so it has to come through a proxy.
        {.name = u"new-sessions"_s, .setting = Setting::BehindAProxy},
        {.name = u"many-sessions"_s,
         .setting = Setting::BehindAProxy,
         .arguments = {u"--max-sessions"_s, u"300"_s, u"--sessions-per-address"_s, u"100"_s,
                       u"--connections-per-address"_s, u"10000"_s}},
        // Only this rate limits clients on this machine. Other addresses get 20 connections a
        // second.
        {.name = u"tls-handshakes"_s,
         .setting = Setting::Tls,
         .arguments = {u"--connections-per-second"_s, u"60"_s}},
        {.name = u"few-descriptors"_s,
         .attack = u"silent-connections"_s,
         .setting = Setting::FewDescriptors},
    };
}

} // namespace holdline::attack

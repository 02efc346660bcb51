// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack/scene.h"

using namespace Qt::StringLiterals;

namespace holdline::attack {

QList<Scene> allScenes()
{
    using Setting = Scene::Setting;
    return {
        {.name = u"many-sessions"_s,
         .setting = Setting::BehindAProxy,
         .arguments = {u"--max-sessions"_s, u"300"_s, u"--sessions-per-address"_s, u"100"_s,
                       u"--connections-per-address"_s, u"10000"_s}},
        // This machine may take the rate of all, of which others may take but a part.
        {.name = u"tls-handshakes"_s,
         .setting = Setting::Tls,
         .arguments = {u"--connections-per-second"_s, u"60"_s}},
        {.name = u"connections"_s},
        {.name = u"silent-connections"_s},
        {.name = u"few-descriptors"_s,
         .attack = u"silent-connections"_s,
         .setting = Setting::FewDescriptors},
    };
}

} // namespace holdline::attack

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack/scene.h"

using namespace Qt::StringLiterals;

namespace holdline::attack {

QList<Scene> allScenes()
{
    return {
        {.name = u"silent-connections"_s},
    };
}

} // namespace holdline::attack

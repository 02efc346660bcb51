// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/attack/neighbour.h"

#include <QList>
#include <QStringList>

namespace holdline::attack {

/// A server, an attack on it, and what its neighbour asks meanwhile.
struct Scene
{
    enum class Setting {
        Usual,
        Tls,
        Observed, ///< /logs is there
        StoredSession, ///< somebody else's, of 42 MB
        FullDisk, ///< nothing can be stored, so nobody is answered: memory alone counts
        FewDescriptors,
        BehindAProxy, ///< the attacker comes from one address, the neighbour from another
    };

    QString name;
    QString attack = name; ///< as holdline-attack calls it
    Neighbour::Question question = Neighbour::Question::Typed;
    Setting setting = Setting::Usual;
    QStringList arguments{}; ///< of the server, besides those that the setting takes

    bool isNeighbourAnswered() const { return setting != Setting::FullDisk; }
};

/// Every attack that the server withstands.
QList<Scene> allScenes();

} // namespace holdline::attack

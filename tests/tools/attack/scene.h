// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/attack/neighbour.h"

#include <QList>
#include <QStringList>

namespace holdline::attack {

/// A server, an attack on it, and the questions of a friendly client (the neighbour) meanwhile.
struct Scene
{
    enum class Setting {
        Usual,
        Tls,
        Observed, ///< the server offers /logs
        StoredSession, ///< another client's session of 42 MB is stored
        FullDisk, ///< the disk is full, so no question is answered: only memory is measured
        FewDescriptors,
        BehindAProxy, ///< the attacker and the neighbour come from different addresses
    };

    QString name;
    QString attack = name; ///< its name in holdline-attack
    Neighbour::Question question = Neighbour::Question::Typed;
    Setting setting = Setting::Usual;
    QStringList arguments{}; ///< arguments of the server, besides those of the setting

    bool isNeighbourAnswered() const { return setting != Setting::FullDisk; }
    /// Whether one server can play both scenes, one after the other. Spoken questions need a server
    /// of their own: the speech that an earlier attack has left would count as a second attacker.
    bool sharesServerWith(const Scene &other) const
    {
        return setting == other.setting && question == Neighbour::Question::Typed
            && other.question == Neighbour::Question::Typed && arguments == other.arguments;
    }
};

/// All attacks that the server withstands. Scenes that can share a server follow each other.
QList<Scene> allScenes();

} // namespace holdline::attack

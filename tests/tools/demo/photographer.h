// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/clientprocess.h"

#include <QDir>
#include <QObject>
#include <QSet>

namespace holdline::demo {

/// Takes a picture of the client's window in every visible state, and keeps the latest one of each
/// state as state-<name>.png. Never blocks.
class Photographer : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    Photographer(const testing::VirtualScreen &screen, testing::ClientProcess &client,
                 const QDir &folder);

    /// Takes a picture of the current state. To be called when the window exists.
    void look();
    /// Whether there is a picture of the current state.
    bool isPhotographed() const { return m_isPhotographed; }
    /// Those of the eight states that have no picture.
    QStringList missing() const;

private:
    void take(const QString &state);

    const testing::VirtualScreen &m_screen;
    testing::ClientProcess &m_client;
    QDir m_folder;
    QString m_shown;
    bool m_isPhotographed = false;
    int m_pictures = 0;
    QSet<QString> m_taken;
};

} // namespace holdline::demo

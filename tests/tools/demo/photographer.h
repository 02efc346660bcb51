// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/clientprocess.h"

#include <QDir>
#include <QObject>
#include <QSet>

namespace holdline::demo {

/// Takes a picture of the client's window in every visible state while that is shown; the latest
/// one of each state is kept as state-<name>.png. Never holds up anything else.
class Photographer : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    Photographer(const testing::VirtualScreen &screen, testing::ClientProcess &client,
                 const QDir &folder);

    /// Takes a picture of the state that is shown now: once the window is there.
    void look();
    /// There is a picture of what is shown now.
    bool isPhotographed() const { return m_isPhotographed; }
    /// The eight states without those that were photographed.
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

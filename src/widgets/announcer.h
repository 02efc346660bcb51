// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/announcements.h"

#include <QAccessible>
#include <QObject>

namespace holdline::client {
class StatusController;
} // namespace holdline::client

namespace holdline::widgets {

class MainWindow;

/// Has screen readers say what Announcements decides. One that starts later is told the state.
/// Owned by WindowController; GUI thread.
class Announcer : public QObject, private QAccessible::ActivationObserver
{
    Q_OBJECT

public:
    /// All must outlive this.
    Announcer(MainWindow &window, client::ConversationController &conversation,
              const client::StatusController &status, QObject *parent = nullptr);
    ~Announcer() override;

private:
    void accessibilityActiveChanged(bool active) override;
    void watch(const client::TranscriptModel &transcript);
    void onRowChanged(const QModelIndex &row);
    void onStatus();
    bool isAloud() const;
    void say(const QString &words);

    MainWindow &m_window;
    const audio::SoundCard &m_card;
    const client::StatusController &m_status;
    Announcements m_announcements;
};

} // namespace holdline::widgets

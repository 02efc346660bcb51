// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/announcer.h"

#include "client/setup/statuscontroller.h"
#include "widgets/look/announcement.h"
#include "widgets/mainwindow.h"

namespace holdline::widgets {

using client::ConversationController;
using client::StatusController;
using client::TranscriptModel;

Announcer::Announcer(MainWindow &window, ConversationController &conversation,
                     const StatusController &status, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_card(conversation.soundCard())
    , m_status(status)
{
    connect(&status, &StatusController::statusChanged, this, &Announcer::onStatus);
    // Later, because a new state of the line comes first.
    connect(
        &conversation, &ConversationController::captionChanged, this,
        [this](Announcements::Caption caption) { say(m_announcements.onCaption(caption)); },
        Qt::QueuedConnection);
    connect(&window, &MainWindow::noticed, this, &Announcer::say);
    watch(conversation.transcript());
    QAccessible::installActivationObserver(this);
}

Announcer::~Announcer()
{
    QAccessible::removeActivationObserver(this);
}

void Announcer::accessibilityActiveChanged(bool active)
{
    m_announcements = {};
    if (active) // Qt is not ready to pass something on before this returns
        QMetaObject::invokeMethod(this, &Announcer::onStatus, Qt::QueuedConnection);
}

void Announcer::watch(const TranscriptModel &transcript)
{
    connect(&transcript, &TranscriptModel::rowsInserted, this,
            [this, &transcript](const QModelIndex &, int first, int last) {
                for (int row = first; row <= last; ++row)
                    onRowChanged(transcript.index(row));
            });
    connect(&transcript, &TranscriptModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &, const QList<int> &roles) {
                if (roles.contains(TranscriptModel::PartialRole)
                    || roles.contains(TranscriptModel::DetailsRole))
                    onRowChanged(first);
            });
}

void Announcer::onRowChanged(const QModelIndex &row)
{
    if (!QAccessible::isActive() || row.data(TranscriptModel::ReplayedRole).toBool())
        return;
    // Later, because a change of a row takes several steps.
    QMetaObject::invokeMethod(
        this,
        [this, row = QPersistentModelIndex(row)] { say(m_announcements.onRow(row, isAloud())); },
        Qt::QueuedConnection);
}

void Announcer::onStatus()
{
    if (QAccessible::isActive())
        say(m_announcements.onStatus(m_status.status()));
}

/// Whether answers come out of the loudspeaker. Otherwise the user can only read them.
bool Announcer::isAloud() const
{
    using State = audio::EndpointStatus::State;
    const State loudspeaker = m_card.status(audio::Direction::Output).state;
    return loudspeaker != State::Missing && loudspeaker != State::Failed;
}

void Announcer::say(const QString &words)
{
    if (!words.isEmpty())
        announce(m_window, words);
}

} // namespace holdline::widgets

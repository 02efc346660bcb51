// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/line.h"
#include "client/session/typedtexts.h"
#include "core/clock.h"
#include "protocol/messages.h"

#include <QList>
#include <QTimer>

namespace holdline::client {

class HistoryWriter;
class TranscriptModel;
class TranscriptWriter;

/// Typed messages on their way to the server, and their rows in the transcript. A plain line gets
/// them when it is live; one that holds gets them at once, and its server confirms each by its id.
/// Owned by ConversationController; GUI thread.
class TextSender
{
public:
    /// A text that the server has not acknowledged for so long is shown as waiting.
    static constexpr Duration kGrace{1000};

    /// All four must outlive this.
    TextSender(Line &line, TranscriptModel &model, TranscriptWriter &writer, const Clock &clock);

    /// True when it leaves at once; else it is shown as waiting. `released`: the line is in a
    /// session and holds nothing back.
    bool send(const QString &text, bool released);
    /// Plain: sends what waits, as far as the line takes it. True when anything was sent.
    bool sendWaiting();
    bool isAnyWaiting() const { return m_typed.isAnyWaiting(); }
    /// Shown as waiting on a line that holds.
    int held() const;

    /// What an earlier process has left, which the line holds already.
    void showLeft(const QList<Line::Left::Text> &texts);
    /// It is not sent.
    void discardLeft();
    /// The line is lost: what the server has not acknowledged is shown as waiting at once.
    void onLost() { showUnacknowledged(); }
    /// Whether the turn that the server tells of is a typed message and shown already.
    bool takeEcho(const protocol::FinalUserRequest &turn);
    /// The transcript was written anew by `history`: those that it does not tell of come again.
    void showAgain(const HistoryWriter &history);

    /// Plain: what was sent will not be repeated any more.
    void forgetSent() { m_typed.forgetSent(); }
    void clear();

private:
    struct Held
    {
        QString id;
        QString text;
        WallTime at;
        bool waiting; ///< shown as such
        bool left = false; ///< by an earlier process
    };

    bool sendPlain(const QString &text);
    qsizetype acknowledged() const;
    void onWaitingChanged();
    void showUnacknowledged();

    Line &m_line;
    TranscriptModel &m_model;
    TranscriptWriter &m_writer;
    const Clock &m_clock;
    TypedTexts m_typed; ///< plain
    QList<Held> m_held; ///< not confirmed yet, oldest first
    QTimer m_grace; ///< while the newest of them may still be acknowledged in time
};

} // namespace holdline::client

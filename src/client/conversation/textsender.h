// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session/durableline.h"
#include "client/session/line.h"
#include "client/session/typedtexts.h"
#include "core/clock.h"
#include "protocol/messages.h"

#include <QList>
#include <QTimer>

#include <functional>

namespace holdline::client {

class HistoryWriter;
class TranscriptModel;
class TranscriptWriter;

/// Sends typed messages and shows them in the transcript. A Plain line takes them when it is live.
/// A Durable line takes them at once, and its server confirms each one by its id. Owned by
/// ConversationController; GUI thread.
class TextSender
{
public:
    /// A text that the server has not acknowledged for this long is shown as waiting.
    static constexpr Duration kGrace{1000};

    /// All four must outlive this. `stalled` hears that a text that has left is not acknowledged.
    TextSender(Line &line, TranscriptModel &model, TranscriptWriter &writer, const Clock &clock,
               std::function<void()> stalled);

    /// Returns true if the text leaves at once; otherwise it is shown as waiting. `released`: the
    /// line is in a session, and no late note waits for a decision.
    bool send(const QString &text, bool released);
    /// Plain: sends waiting texts as long as the line accepts them. Returns true if any was sent.
    bool sendWaiting();
    bool isAnyWaiting() const { return m_typed.isAnyWaiting(); }
    /// Durable: the number of texts that are shown as waiting.
    int held() const;

    /// Shows the texts of an earlier process, which the line has already.
    void showLeft(const QList<DurableLine::Left::Text> &texts);
    /// Removes the waiting texts of an earlier process: they will not be sent.
    void discardLeft();
    /// The line is lost: shows texts that the server has not acknowledged as waiting at once.
    void onLost() { showUnacknowledged(); }
    /// Returns whether `turn` is a typed message that is shown already.
    bool takeEcho(const protocol::FinalUserRequest &turn);
    /// The transcript was written anew from `history`: shows again the texts that it does not
    /// contain.
    void showAgain(const HistoryWriter &history);

    /// Plain: the server will not repeat the sent texts any more.
    void forgetSent() { m_typed.forgetSent(); }
    void clear();

private:
    struct Held
    {
        QString id;
        QString text;
        WallTime at;
        bool waiting; ///< shown as waiting
        bool left = false; ///< sent by an earlier process
    };

    bool sendPlain(const QString &text);
    qsizetype acknowledged() const;
    void onWaitingChanged();
    void showUnacknowledged();

    Line &m_line;
    TranscriptModel &m_model;
    TranscriptWriter &m_writer;
    const Clock &m_clock;
    std::function<void()> m_stalled;
    TypedTexts m_typed; ///< Plain only
    QList<Held> m_held; ///< Durable only: not confirmed yet, oldest first
    QTimer m_grace; ///< runs while the newest text may still be acknowledged in time
};

} // namespace holdline::client

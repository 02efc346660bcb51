// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/typedtexts.h"
#include "client/session/durableline.h"

#include <QTimer>

namespace holdline::client {

class HistoryWriter;
class Line;
class TranscriptModel;
class TranscriptWriter;

/// Sends typed texts to a Durable server and shows them in the transcript. The line takes each text
/// at once, and the server confirms it by its id. Owned by DurableExchange; GUI thread.
class DurableTexts : public QObject
{
    Q_OBJECT

public:
    /// A text that the server has not acknowledged for this long is shown as waiting.
    static constexpr Duration kGrace{1000};

    /// All four must outlive this.
    DurableTexts(Line &line, TranscriptModel &model, TranscriptWriter &writer, const Clock &clock);

    /// Returns true if the text leaves at once; otherwise it is shown as waiting. `mayLeave`: the
    /// line is in a session, and no late note waits for a decision.
    bool send(const QString &text, bool mayLeave);
    /// Sends texts that the transcript shows as waiting.
    void adopt(const QList<TypedText> &texts);
    /// The number of texts that are shown as waiting.
    int waiting() const;
    /// Returns whether the message with this id is a typed one that is shown already.
    bool takeEcho(const QString &id);

    /// Shows the texts of an earlier process, which the line has already.
    void showLeft(const QList<DurableLine::Left::Text> &texts);
    /// Removes the waiting texts of an earlier process: they will not be sent.
    void discardLeft();
    /// The line is lost: shows texts that the server has not acknowledged as waiting at once.
    void onLost() { showUnacknowledged(); }
    /// The transcript was written anew from `history`: shows again the texts that it does not
    /// contain.
    void showAgain(const HistoryWriter &history);
    void clear() { m_texts.clear(); }

    /// The transcript has set aside the rows of all texts so far.
    void setAside();
    /// The transcript shows them again.
    void takeBack();
    /// They are not of interest any more.
    void forgetAside()
    {
        m_texts.removeIf([](const Unconfirmed &one) { return one.isAside; });
    }

Q_SIGNALS:
    /// A text that has left is not acknowledged in time.
    void stalled();

private:
    struct Unconfirmed : TypedText
    {
        bool waiting = false; ///< shown as waiting
        bool left = false; ///< sent by an earlier process
        bool isAside = false; ///< of a conversation that was set aside
    };

    qsizetype acknowledged() const;
    void onWaitingChanged();
    void showUnacknowledged();

    Line &m_line;
    TranscriptModel &m_model;
    TranscriptWriter &m_writer;
    const Clock &m_clock;
    QList<Unconfirmed> m_texts; ///< oldest first
    QTimer m_grace; ///< runs while the newest text may still be acknowledged in time
};

} // namespace holdline::client

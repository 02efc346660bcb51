// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "protocol/control.h"
#include "protocol/itemcodec.h"
#include "protocol/messages.h"

#include <QList>
#include <QObject>

#include <optional>

namespace holdline::client {

/// The part of a Line that only the Durable dialect has: words wait until the server has them, and
/// the server says where its own words belong. DurableDialect implements it, and FakeLine in tests.
/// GUI thread.
class DurableLine : public QObject
{
    Q_OBJECT

public:
    /// The speech and texts that wait for the line, or for room on it.
    struct Waiting
    {
        Duration speech{0};
        std::optional<Instant> lastSpeech{}; ///< when the newest speech was captured
        int texts = 0;
        int leftTexts = 0; ///< how many of them an earlier process has left
        std::optional<Instant> lastLeft{}; ///< when the newest words it left were said

        friend bool operator==(const Waiting &, const Waiting &) = default;
    };

    /// The speech and texts that an earlier process could not send to its server.
    struct Left
    {
        struct Text
        {
            protocol::TextMessage message;
            WallTime at;
        };

        QList<Text> texts{}; ///< oldest first
        Duration speech{0};
        WallTime last{}; ///< when the newest of it was said or typed
    };

    /// An amount of the user's words, spoken and typed.
    struct Words
    {
        Duration speech{0};
        int texts = 0;

        friend bool operator==(const Words &, const Words &) = default;
    };

    using QObject::QObject;
    ~DurableLine() override;

    virtual bool isLive() const = 0;
    /// The item arrives once and in order, now or later.
    virtual void send(const protocol::AudioItem &item) = 0;

    virtual Waiting waiting() const = 0;
    /// The amount of words that the server has not acknowledged, waiting or under way.
    virtual Words unacknowledged() const = 0;
    /// Sends the items that waited. To be called after each Line::sessionStarted(); until then they
    /// stay.
    virtual void release() = 0;
    virtual void discardWaitingSpeech() = 0;
    /// Of the items that waited when the session began, drops the speech and the texts of an
    /// earlier process.
    virtual void discardLate() = 0;
    /// Takes back each request to set the conversation aside that has not been sent. Returns how
    /// many there were.
    virtual int recallAside() = 0;
    /// Tells the server how far the newest answer was heard. Cheap to call: a report goes out every
    /// 250 ms at most, and after each Line::sessionStarted().
    virtual void tellPlayed(const protocol::Played &played) = 0;
    /// The server breaks the protocol in a way that only the conversation notices: closes the
    /// connection with 4400. `how` is for the log.
    virtual void closeForViolation(const QString &how) = 0;

Q_SIGNALS:
    /// The next samples of an answer. Each sample comes once and in order.
    void speechReceived(const holdline::protocol::AudioItem &item);
    /// After a session was rejoined: part of its history, oldest first. The first part replaces all
    /// that was shown.
    void historyReceived(const QList<holdline::protocol::HistoryMessage> &messages, bool first,
                         bool last);
    /// Before the first session: an earlier process has left items. They are part of waiting().
    void leftFound(const holdline::client::DurableLine::Left &left);
    /// waiting() or the number of texts in unacknowledged() has changed.
    void waitingChanged();
    /// The server has received all items that waited when the session came back.
    void caughtUp();
};

} // namespace holdline::client

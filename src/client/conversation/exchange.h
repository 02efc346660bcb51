// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/calls.h"
#include "client/conversation/seam.h"
#include "client/conversation/typedtexts.h"
#include "client/session/line.h"

#include <QObject>

#include <optional>

namespace holdline::client {

class AnswerPlayback;
class PlaybackReport;
class SeamWriter;
class SpeechDialect;
class TranscriptModel;
class TranscriptWriter;
class Uplink;
class VoiceCapture;

/// The parts of a conversation that both dialects work with. All must outlive the Exchange.
struct ExchangeParts
{
    Line &line;
    VoiceCapture &capture;
    AnswerPlayback &playback;
    TranscriptModel &transcript;
    TranscriptWriter &writer;
    SeamWriter &seams;
    const Clock &clock;
};

/// How a conversation exchanges words with a server in one dialect: what goes out and when, and
/// what it means that a session begins, is lost or is left. ConversationController has one for each
/// dialect, and works with the one of its line without knowing which. GUI thread.
class Exchange : public QObject
{
    Q_OBJECT

public:
    explicit Exchange(const ExchangeParts &parts);
    ~Exchange() override;

    virtual Uplink &uplink() = 0;
    virtual PlaybackReport &report() = 0;
    virtual Calls &calls() = 0;

    // ---- the session

    /// Between the start of a session and the loss of its line.
    bool isInSession() const { return m_inSession; }
    /// A session has begun, so messages can be sent. Returns the account of the outage before it,
    /// if there was one.
    std::optional<Seam> begin(const Line::Session &session);
    /// To be called after begin(): sends what has waited, and writes the row of the outage.
    virtual void goOn(const Line::Session &session, std::optional<Seam> outage) = 0;
    /// Whether the server knows the user's choices from an earlier connection.
    virtual bool knowsChoices(const Line::Session &session) const = 0;
    /// The line was lost. `wordsUnderWay`: the user was speaking, or an answer was coming. Returns
    /// true if an outage has begun.
    virtual bool onLost(bool wordsUnderWay) = 0;
    /// The line does not come back by itself.
    virtual void giveUp() = 0;
    /// The user leaves the session, so its end is no outage.
    void leave() { m_inSession = false; }
    /// Begins an empty conversation. Returns true if the session stays and its server confirms the
    /// new conversation.
    virtual bool startNewConversation() = 0;
    /// Begins an empty conversation; the one so far can be taken back. `memory`: so can what the
    /// server was asked to remember, which counts no more. Returns true if the session stays and
    /// its server confirms the new conversation.
    virtual bool setAside(bool memory) = 0;
    /// What was set aside goes on, together with what was said since. Returns how many new
    /// conversations the server will not confirm because it was not asked for them yet; `nullopt`
    /// if the server has forgotten what was set aside.
    virtual std::optional<int> takeBack() = 0;
    /// What was set aside is deleted.
    virtual void forgetAside() = 0;
    /// Drops the words that wait.
    virtual void forget() = 0;

    // ---- words

    /// Returns true if the message was sent or will be.
    virtual bool send(const protocol::ClientMessage &message) = 0;
    /// Sends a message that the user has not asked for, so that its refusal is of no interest.
    virtual void sendUnasked(const protocol::ClientMessage &message) = 0;
    /// Returns true if the text leaves at once; otherwise it is shown as waiting.
    virtual bool sendText(const QString &text) = 0;
    /// Returns whether `turn` is a typed text that is shown already.
    virtual bool takeEcho(const protocol::FinalUserRequest &turn) = 0;
    /// Forgets the typed texts that wait or are not confirmed: they are not shown any more.
    virtual void forgetTexts() = 0;
    /// The transcript was emptied in the same session: shows again the texts that are not
    /// confirmed.
    virtual void showTextsAgain() = 0;
    /// Removes the typed texts that the line has not taken, and returns them.
    virtual QList<TypedText> takeTexts() = 0;
    /// Sends the texts that takeTexts() of the other dialect has returned.
    virtual void adopt(const QList<TypedText> &texts) = 0;

    /// A message has come, so there may be room again for what waits.
    virtual void onReceived() = 0;
    /// The server has refused a message. Returns true if the user has not asked for it.
    virtual bool onRefused(const protocol::ValidationError &error) = 0;
    /// AnswerPlayback has dropped speech because too much waits.
    virtual void onOverrun() = 0;

Q_SIGNALS:
    /// The server must be doing this now, although it has not said so.
    void activityAssumed(holdline::protocol::Activity::State state);

protected:
    const ExchangeParts &parts() const { return m_parts; }
    /// The account of the current outage, up to now.
    virtual Seam outage() const = 0;
    /// Ends isInSession(), and returns what it was.
    bool endSession();

private:
    virtual const SpeechDialect &speech() const = 0;

    const ExchangeParts m_parts;
    bool m_inSession = false;
};

} // namespace holdline::client

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatcodec.h"
#include "speech/chat/chatresponder.h"
#include "speech/chat/eventstream.h"
#include "speech/chat/thoughtfilter.h"

#include <QNetworkReply>
#include <QTimer>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace holdline::speech {

/// One answer of a language model, from the request to the last word. Owned by the turn that asks;
/// main thread of the server.
class ChatAnswer : public Answer
{
    Q_OBJECT

public:
    /// Called once, when the answer has ended. `trouble` says what was wrong; empty on success.
    using Report = std::function<void(const QString &trouble)>;

    /// Sends the request.
    ChatAnswer(std::shared_ptr<QNetworkAccessManager> network, const ChatSettings &settings,
               const ChatResponder::Limits &limits, const Prompt &prompt, Report report);
    ~ChatAnswer() override;

private:
    struct DeleteLater
    {
        void operator()(QNetworkReply *reply) const;
    };

    void request();
    void read();
    void readEvents(QByteArrayView bytes);
    void take(const QByteArray &json);
    void add(const QString &text);
    void end();
    void giveUpWaiting();
    bool mayContinue() const;
    void close();
    void finish();
    void fail(const QString &reason, const QString &detail);

    std::shared_ptr<QNetworkAccessManager> m_network;
    ChatSettings m_settings;
    ChatResponder::Limits m_limits;
    Prompt m_prompt; ///< its prefix grows with each piece, for a second request
    Report m_report;
    std::unique_ptr<QNetworkReply, DeleteLater> m_reply; ///< null once the answer has ended
    EventStream m_events;
    ThoughtFilter m_thoughts;
    QByteArray m_body; ///< body of an answer that is not streamed, or of an error
    QTimer m_patience; ///< runs while we wait for the next byte
    qsizetype m_characters = 0; ///< length of the answer so far
    int m_requests = 0;
    bool m_isLast = false; ///< the model has ended the answer
};

} // namespace holdline::speech

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatcodec.h"
#include "speech/chat/chatresponder.h"
#include "speech/chat/eventstream.h"
#include "speech/chat/thoughtfilter.h"
#include "speech/chat/toolloop.h"

#include <QNetworkReply>
#include <QTimer>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace holdline::speech {

/// One answer of a language model, from the first request to the last word: a request for each
/// round of tools that the model calls, and one more. Owned by the turn that asks; main thread of
/// the server.
class ChatAnswer : public Answer
{
    Q_OBJECT

public:
    struct Outcome
    {
        QString trouble; ///< what was wrong; empty on success
        bool refusesTools = false; ///< the request succeeded only without tools
    };
    /// Called once, when the answer has ended.
    using Report = std::function<void(const Outcome &outcome)>;

    /// Sends the request.
    ChatAnswer(std::shared_ptr<QNetworkAccessManager> network, const ChatSettings &settings,
               const ChatResponder::Limits &limits, const Prompt &prompt, bool offersTools,
               Report report);
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
    bool refusesTools(int status) const;
    void close();
    void finish();
    void callTools();
    void fail(const QString &reason, const QString &detail);

    std::shared_ptr<QNetworkAccessManager> m_network;
    ChatSettings m_settings;
    ChatResponder::Limits m_limits;
    Prompt m_prompt; ///< its memory changes with each tool
    Report m_report;
    bool m_offersTools;
    bool m_wereToolsRefused = false;
    bool m_hasChangedMemory = false;
    std::unique_ptr<QNetworkReply, DeleteLater> m_reply; ///< null once the answer has ended
    EventStream m_events;
    ThoughtFilter m_thoughts;
    ToolLoop m_tools;
    QString m_said; ///< text of the current response
    QByteArray m_body; ///< body of an answer that is not streamed, or of an error
    QTimer m_patience; ///< runs while we wait for the next byte
    qsizetype m_characters = 0; ///< length of the answer so far
    int m_requests = 0; ///< for the current response
    bool m_isLast = false; ///< the model has ended the response
};

} // namespace holdline::speech

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatcodec.h"
#include "speech/chat/thoughtfilter.h"
#include "speech/chat/toolloop.h"
#include "speech/service/eventstream.h"
#include "speech/service/service.h"

namespace holdline::speech {

/// One answer of a language model, from the first request to the last word: a request for each
/// round of tools that the model calls, and one more. Made by ChatResponder, whose parts must
/// outlive it; owned by the turn that asks; main thread of the server.
class ChatAnswer : public Answer
{
    Q_OBJECT

public:
    struct Engine
    {
        Service &service;
        const ChatSettings &settings;
        bool &offersTools; ///< becomes false when the model succeeds only without tools
        const Clock &clock;
    };

    /// Sends the request. `characters` is the limit of the answer.
    ChatAnswer(const Engine &engine, qsizetype characters, const Prompt &prompt);
    ~ChatAnswer() override;

private:
    void request();
    void read(const QByteArray &bytes);
    void readEvents(QByteArrayView bytes);
    void take(const QByteArray &json);
    void add(const QString &text);
    void end();
    void onTrouble(const ServiceTrouble &trouble);
    bool mayAskAgain(const ServiceTrouble &trouble) const;
    bool refusesTools(const ServiceTrouble &trouble) const;
    void finish();
    void sayWhatWasDone();
    void callTools();
    void fail(const ServiceTrouble &trouble);

    Engine m_engine;
    qsizetype m_mostCharacters;
    Prompt m_prompt; ///< its memory changes with each tool
    Instant m_askedAt;
    bool m_offersTools;
    bool m_wereToolsRefused = false;
    bool m_hasChangedMemory = false;
    ServiceCallPtr m_call; ///< null once the answer has ended
    EventStream m_events;
    ThoughtFilter m_thoughts;
    ToolLoop m_tools;
    QString m_said; ///< text of the current response
    QByteArray m_body; ///< of an answer that is not streamed
    qsizetype m_characters = 0; ///< length of the answer so far
    int m_requests = 0; ///< for the current response
    bool m_isLast = false; ///< the model has ended the response
};

} // namespace holdline::speech

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatcodec.h"

#include <memory>

class QNetworkAccessManager;

namespace holdline::speech {

/// Asks a language model for answers through the HTTP API of OpenAI, which Ollama, llama.cpp, LM
/// Studio, vLLM and many services offer: POST {base}/chat/completions, streamed. The model may call
/// our skills as tools. An answer that is cut off continues once with a second request. Destroying
/// an Answer closes its connection, so that the model stops. Owned by main(); main thread of the
/// server.
class ChatResponder : public Responder
{
public:
    struct Limits
    {
        /// The longest wait for the first byte of the answer. A service may first load the model.
        Duration firstByte{std::chrono::seconds(60)};
        Duration silence{std::chrono::seconds(20)}; ///< the longest wait between two bytes
        qsizetype characters = 50'000; ///< limit of one answer; the rest is not read
    };

    explicit ChatResponder(const ChatSettings &settings) : ChatResponder(settings, Limits()) { }
    ChatResponder(const ChatSettings &settings, const Limits &limits);
    ~ChatResponder() override;

    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

    /// What was wrong with the newest request that has ended, as a sentence for the operator; empty
    /// if it succeeded.
    const QString &trouble() const { return m_state->trouble; }

    /// True if requests offer the tools to the model. False after a request that succeeded only
    /// without them, or after withholdTools().
    bool offersTools() const { return m_state->offersTools; }
    void withholdTools() { m_state->offersTools = false; }

private:
    struct State
    {
        QString trouble;
        bool offersTools = true;
    };

    ChatSettings m_settings;
    Limits m_limits;
    std::shared_ptr<QNetworkAccessManager> m_network; ///< outlives this with the answers
    std::shared_ptr<State> m_state; ///< answers report to it
};

} // namespace holdline::speech

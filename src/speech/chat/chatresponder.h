// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/chat/chatcodec.h"
#include "speech/service/service.h"

namespace holdline::speech {

/// The sentence that the user hears instead of an answer of the language model.
QString apologyFor(ServiceTrouble::Kind kind);

/// Asks a language model for answers through the HTTP API of OpenAI, which Ollama, llama.cpp, LM
/// Studio, vLLM and many services offer: POST {base}/chat/completions, streamed. The model may call
/// our skills as tools. An answer that is cut off continues once with a second request. Destroying
/// an Answer closes its connection, so that the model stops. Owned by AssistantResponder; main
/// thread of the server.
class ChatResponder : public Responder
{
public:
    struct Limits
    {
        /// A service may first load the model.
        Service::Limits service{.firstByte = std::chrono::seconds(60),
                                .silence = std::chrono::seconds(20)};
        qsizetype characters = 50'000; ///< limit of one answer; the rest is not read
    };

    /// `clock` must outlive this object.
    explicit ChatResponder(const Clock &clock) : ChatResponder(clock, Limits()) { }
    ChatResponder(const Clock &clock, const Limits &limits);
    ~ChatResponder() override;

    /// Applies at once: an answer that has begun is continued by the new model. Without a model
    /// each answer fails.
    void setSettings(const ChatSettings &settings);

    /// Ask only a service that is usable. All answers must end before this object.
    std::unique_ptr<Answer> respond(const Prompt &prompt) override;

    const Service &service() const { return m_service; }

    /// True if requests offer the tools to the model. False after a request that succeeded only
    /// without them, or after withholdTools().
    bool offersTools() const { return m_offersTools; }
    void withholdTools() { m_offersTools = false; }

private:
    const Clock &m_clock;
    Limits m_limits;
    ChatSettings m_settings;
    bool m_offersTools = true;
    Service m_service;
};

} // namespace holdline::speech

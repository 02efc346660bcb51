// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"

#include <QString>
#include <QUrl>

#include <array>

namespace holdline::client {

/// A program or a service with the HTTP interface of OpenAI, and its usual base address.
struct EnginePlace
{
    const char *name;
    const char *base;
    bool listens = false; ///< has Engine::Recognition, too
    bool speaks = false; ///< has Engine::Voice, too
};

inline constexpr std::array kPrograms{EnginePlace{"Ollama", "http://127.0.0.1:11434/v1"},
                                      EnginePlace{"LM Studio", "http://127.0.0.1:1234/v1"},
                                      EnginePlace{"llama.cpp", "http://127.0.0.1:8080/v1"},
                                      EnginePlace{"vLLM/speaches", "http://127.0.0.1:8000/v1"},
                                      EnginePlace{"Kokoro", "http://127.0.0.1:8880/v1"}};
inline constexpr std::array kServices{
    EnginePlace{"OpenAI", "https://api.openai.com/v1", true, true},
    EnginePlace{"Groq", "https://api.groq.com/openai/v1", true, true},
    EnginePlace{"Mistral", "https://api.mistral.ai/v1", true},
    EnginePlace{"OpenRouter", "https://openrouter.ai/api/v1"}};

bool has(const EnginePlace &place, Engine engine);
bool isOnThisComputer(const QUrl &base);
/// "Ollama" or "OpenAI" for their addresses, and the host for any other address.
QString placeName(const QUrl &base);

} // namespace holdline::client

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/onboardvoice.h"

#include "speech/textlanguage.h"

#include <algorithm>
#include <utility>

namespace holdline::speech {

OnBoardVoice::OnBoardVoice(Voice &english, std::vector<VoiceDescription> others, Make make)
    : m_english(english)
    , m_others(std::move(others))
    , m_make(std::move(make))
{
}

OnBoardVoice::~OnBoardVoice() = default;

bool OnBoardVoice::speaks(const QString &language) const
{
    return textLanguageOf(language) == TextLanguage::English
        || otherFor({.language = language}) != nullptr;
}

std::unique_ptr<Speech> OnBoardVoice::speak(const QString &sentence, const Manner &manner)
{
    const VoiceDescription *other = otherFor(manner);
    if (!other)
        return m_english.speak(sentence, manner);
    if (!m_other)
        m_other = m_make();
    Manner chosen = manner;
    chosen.voice = other->id;
    return m_other->speak(sentence, chosen);
}

const VoiceDescription *OnBoardVoice::otherFor(const Manner &manner) const
{
    const auto first = [this](const auto &isRight) {
        const auto found = std::ranges::find_if(m_others, isRight);
        return found == m_others.end() ? nullptr : &*found;
    };
    const QString language = primaryLanguage(manner.language);
    const auto *chosen =
        first([&](const VoiceDescription &voice) { return voice.id == manner.voice; });
    if (chosen && (language.isEmpty() || primaryLanguage(chosen->language) == language))
        return chosen;
    if (language.isEmpty() || language == u"en")
        return nullptr;
    if (const auto *exact = first([&](const VoiceDescription &voice) {
            return voice.language.compare(manner.language, Qt::CaseInsensitive) == 0;
        }))
        return exact;
    return first(
        [&](const VoiceDescription &voice) { return primaryLanguage(voice.language) == language; });
}

} // namespace holdline::speech

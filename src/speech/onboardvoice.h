// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/voice.h"

#include <functional>
#include <vector>

namespace holdline::speech {

/// The voices on board: one engine for English, and another one for all other languages, which is
/// made when it is first needed. The language decides; a voice that was chosen counts if it speaks
/// that language. Owned by main(); main thread of the server.
class OnBoardVoice : public Voice
{
public:
    using Make = std::function<std::unique_ptr<Voice>()>;

    /// `english` must outlive this object. `others` are the voices of the engine that `make` makes.
    OnBoardVoice(Voice &english, std::vector<VoiceDescription> others, Make make);
    ~OnBoardVoice() override;

    bool speaks(const QString &language) const override;
    using Voice::speak;
    std::unique_ptr<Speech> speak(const QString &sentence, const Manner &manner) override;

private:
    /// The voice of the other engine to speak with; null if the English engine speaks.
    const VoiceDescription *otherFor(const Manner &manner) const;

    Voice &m_english;
    std::vector<VoiceDescription> m_others;
    Make m_make;
    std::unique_ptr<Voice> m_other; ///< null until it is needed
};

} // namespace holdline::speech

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/espeaksynthesizer.h"

#include "speech/silencetrimmer.h"

#include <QSet>

#include <algorithm>
#include <mutex>

#include <espeak-ng/speak_lib.h>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

constexpr int kEspeakBlock = 50; // ms
constexpr int kUsualPace = 175; // words per minute
const QString kPrefix = u"espeak-"_s;

/// Guards the library, which has one voice and one text at a time.
std::mutex &libraryMutex()
{
    static std::mutex mutex;
    return mutex;
}

/// Loads the library. Returns the rate of its speech in Hz, or -1. It is never unloaded, because
/// version 1.51 hangs when it is loaded again.
int loadEspeak()
{
    static const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kEspeakBlock, nullptr,
                                              espeakINITIALIZE_DONT_EXIT);
    return rate;
}

/// The tags of the languages of a voice, the most important first. Before each tag is a byte with
/// its priority.
QStringList languagesOf(const espeak_VOICE &voice)
{
    QStringList tags;
    for (const char *at = voice.languages; *at != 0;) {
        const QString tag = QString::fromUtf8(++at);
        at += tag.toUtf8().size() + 1;
        tags.append(tag);
    }
    return tags;
}

/// The tag that people and language models use: "zh" and not "cmn".
QString usualTag(const QStringList &tags)
{
    constexpr qsizetype kTwoLetters = 2;
    const auto isShort = [](const QString &tag) { return tag.size() == kTwoLetters; };
    const auto found = std::ranges::find_if(tags, isShort);
    return found == tags.end() ? tags.first() : *found;
}

int deliverEspeak(short *samples, int count, espeak_EVENT *events)
{
    const auto &sink = *static_cast<const Synthesizer::Sink *>(events->user_data);
    const bool isSound = samples && count > 0;
    return !isSound || sink(audio::PcmView(samples, static_cast<std::size_t>(count))) ? 0 : 1;
}

class EspeakSynthesizer : public Synthesizer
{
public:
    explicit EspeakSynthesizer(int sampleRate) : m_sampleRate(sampleRate) { }

    int sampleRate() const override { return m_sampleRate; }

    Outcome<QString> speak(const QString &sentence, const Manner &manner, const Sink &sink) override
    {
        const std::scoped_lock lock(libraryMutex());
        if (!choose(manner))
            return Failure{u"espeak-ng does not know the voice \"%1\"."_s.arg(manner.voice)};
        espeak_SetParameter(espeakRATE, qRound(kUsualPace * manner.rate), 0);
        bool wanted = true;
        SilenceTrimmer trimmer;
        const Sink untilStopped = [&](audio::PcmView pcm) {
            const audio::PcmView heard = trimmer.trim(pcm);
            return wanted = heard.empty() || sink(heard);
        };
        const QByteArray text = plain(sentence).toUtf8();
        const auto size = static_cast<std::size_t>(text.size()) + 1;
        const espeak_ERROR spoken =
            espeak_Synth(text.constData(), size, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                         const_cast<Sink *>(&untilStopped));
        if (spoken != EE_OK && wanted)
            return Failure{u"espeak-ng could not speak a sentence."_s};
        return Success{};
    }

private:
    /// Control characters are commands to espeak-ng.
    static QString plain(QString text)
    {
        std::ranges::replace_if(
            text, [](QChar c) { return c < u' ' || c == u'\x7f'; }, u' ');
        return text;
    }

    static bool choose(const Manner &manner)
    {
        QStringList tags;
        if (manner.voice.startsWith(kPrefix))
            tags.append(manner.voice.sliced(kPrefix.size()));
        tags.append(manner.language.toLower());
        tags.append(manner.language.section(u'-', 0, 0).toLower());
        tags.append(u"en-us"_s);
        tags.removeAll(QString());
        return std::ranges::any_of(tags, [](const QString &tag) {
            return espeak_SetVoiceByName(tag.toUtf8().constData()) == EE_OK;
        });
    }

    int m_sampleRate;
};

} // namespace

SynthesizerFactory espeakSynthesizer()
{
    return []() -> Result<std::unique_ptr<Synthesizer>, QString> {
        const int rate = loadEspeak();
        if (rate <= 0)
            return Failure{u"the data of espeak-ng is missing (Debian: espeak-ng-data)"_s};
        const std::scoped_lock lock(libraryMutex());
        espeak_SetSynthCallback(deliverEspeak);
        return std::unique_ptr<Synthesizer>(std::make_unique<EspeakSynthesizer>(rate));
    };
}

std::vector<VoiceDescription> espeakVoices()
{
    std::vector<VoiceDescription> voices;
    if (loadEspeak() <= 0)
        return voices;
    const std::scoped_lock lock(libraryMutex());
    QSet<QString> known;
    for (const espeak_VOICE **each = espeak_ListVoices(nullptr); *each; ++each) {
        const espeak_VOICE &voice = **each;
        const QStringList tags = languagesOf(voice);
        const bool isOfMbrola = QByteArrayView(voice.identifier).startsWith("mb/");
        if (tags.isEmpty() || isOfMbrola || known.contains(tags.first()))
            continue;
        known.insert(tags.first());
        voices.push_back({.id = kPrefix + tags.first(),
                          .name = QString::fromUtf8(voice.name),
                          .language = usualTag(tags),
                          .engine = u"espeak-ng"_s});
    }
    return voices;
}

} // namespace holdline::speech

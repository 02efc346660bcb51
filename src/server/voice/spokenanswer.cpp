// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/spokenanswer.h"

#include "core/words.h"

namespace holdline::server {

namespace {

QString withoutLeadingSpace(const QString &text)
{
    const auto isSpace = [](QChar c) { return c.isSpace(); };
    return text.mid(std::ranges::find_if_not(text, isSpace) - text.begin());
}

} // namespace

SpokenAnswer::SpokenAnswer(std::unique_ptr<speech::Answer> source, speech::Voice &voice,
                           const speech::Manner &manner, AnswerSpeech::HasRoom hasRoom,
                           const Beginning &beginning, QObject *parent)
    : QObject(parent)
    , m_text(beginning.text)
    , m_toSkip(beginning.sentences.size())
    , m_cutter(manner.language)
    , m_speech(voice, manner, m_playback, std::move(hasRoom))
    , m_source(std::move(source))
{
    for (const Beginning::Made &made : beginning.sentences)
        m_playback.addSentence(made.sentence, made.samples);
    if (!m_source)
        return;
    connect(m_source.get(), &speech::Answer::textAdded, this, &SpokenAnswer::add);
    connect(m_source.get(), &speech::Answer::toolsCalled, this, &SpokenAnswer::toolsCalled);
    connect(m_source.get(), &speech::Answer::finished, this, &SpokenAnswer::endText);
    connect(m_source.get(), &speech::Answer::failed, this, [this](const QString &reason) {
        add(hasBegun() ? u' ' + reason : reason);
        endText({});
    });
    connect(&m_speech, &AnswerSpeech::chunkReady, this, &SpokenAnswer::chunkReady);
    connect(&m_speech, &AnswerSpeech::sentenceSpoken, this, &SpokenAnswer::sentenceSpoken);
    connect(&m_speech, &AnswerSpeech::becameIdle, this, [this] {
        if (isComplete())
            Q_EMIT completed();
    });
    say(m_cutter.add(m_text));
}

SpokenAnswer::~SpokenAnswer() = default;

std::unique_ptr<speech::Answer> SpokenAnswer::of(const QString &text)
{
    auto answer = std::make_unique<speech::Answer>();
    QMetaObject::invokeMethod(
        answer.get(),
        [answer = answer.get(), text] {
            if (!text.isEmpty())
                Q_EMIT answer->textAdded(text);
            Q_EMIT answer->finished({});
        },
        Qt::QueuedConnection);
    return answer;
}

int SpokenAnswer::heardBy(Instant now) const
{
    return static_cast<int>(m_isRead ? text().size() : endOfWords(m_playback.saidBy(now), m_text));
}

void SpokenAnswer::add(const QString &text)
{
    // Otherwise positions in text() would not match those of the sentences.
    const QString added = hasBegun() ? text : withoutLeadingSpace(text);
    m_text += added;
    Q_EMIT textGrew(this->text());
    say(m_cutter.add(added));
}

void SpokenAnswer::say(const std::vector<Sentence> &sentences)
{
    for (const Sentence &sentence : sentences) {
        if (m_toSkip > 0)
            --m_toSkip;
        else
            m_speech.say(sentence);
    }
}

void SpokenAnswer::endText(const speech::MemoryChange &change)
{
    Q_EMIT textEnded(change);
    // It is the sender of the current signal.
    m_source.release()->deleteLater();
    say(m_cutter.finish());
    if (isComplete())
        Q_EMIT completed();
}

} // namespace holdline::server

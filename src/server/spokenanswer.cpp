// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/spokenanswer.h"

namespace holdline::server {

SpokenAnswer::SpokenAnswer(std::unique_ptr<speech::Answer> source, speech::SynthesizerPool &voices,
                           AnswerSpeech::HasRoom hasRoom, QObject *parent)
    : QObject(parent)
    , m_speech(voices, m_playback, std::move(hasRoom))
    , m_source(std::move(source))
{
    connect(m_source.get(), &speech::Answer::textAdded, this, &SpokenAnswer::add);
    connect(m_source.get(), &speech::Answer::finished, this,
            [this](const speech::MemoryChange &change) {
                Q_EMIT memoryChanged(change);
                endText();
            });
    connect(m_source.get(), &speech::Answer::failed, this, [this](const QString &reason) {
        add(hasBegun() ? u' ' + reason : reason);
        endText();
    });
    connect(&m_speech, &AnswerSpeech::chunkReady, this, &SpokenAnswer::chunkReady);
    connect(&m_speech, &AnswerSpeech::becameIdle, this, [this] {
        if (isComplete())
            Q_EMIT completed();
    });
}

SpokenAnswer::~SpokenAnswer() = default;

std::unique_ptr<speech::Answer> SpokenAnswer::of(const QString &text)
{
    auto answer = std::make_unique<speech::Answer>();
    QMetaObject::invokeMethod(
        answer.get(),
        [answer = answer.get(), text] {
            Q_EMIT answer->textAdded(text);
            Q_EMIT answer->finished({});
        },
        Qt::QueuedConnection);
    return answer;
}

void SpokenAnswer::add(const QString &text)
{
    m_text += text;
    Q_EMIT textGrew(this->text());
    for (const QString &sentence : m_sentences.add(text))
        m_speech.say(sentence);
}

void SpokenAnswer::endText()
{
    // It is the sender of the signal that brought us here.
    m_source.release()->deleteLater();
    if (const QString last = m_sentences.finish(); !last.isEmpty())
        m_speech.say(last);
    if (isComplete())
        Q_EMIT completed();
}

} // namespace holdline::server

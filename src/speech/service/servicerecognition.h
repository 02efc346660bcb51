// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/service/eventstream.h"
#include "speech/service/transcriptioncodec.h"
#include "speech/transcriber.h"

namespace holdline::speech {

/// One utterance that a service transcribes: once when it is over, and before that again and again
/// for the partial words. A service that streams tells the words of each transcription one by one.
/// A partial transcription neither waits in line nor delays another one. If the service fails, a
/// recogniser on board hears the utterance from the beginning. Made by ServiceTranscriber, whose
/// parts must outlive it.
class ServiceRecognition : public Recognition
{
    Q_OBJECT

public:
    struct Engine
    {
        Service &service;
        const RecognitionSettings &settings;
        bool &streams; ///< becomes false when the service refuses to stream
        Transcriber &onBoard;
        const Clock &clock;
    };

    ServiceRecognition(const Engine &engine, Speaker speaker, Clues clues);
    ~ServiceRecognition() override;

    void feed(const audio::Pcm &pcm) override;
    void finish() override;
    void setSuspended(bool suspended) override;
    bool isRunning() const override;
    bool isWaiting() const override;

private:
    void askForPartial();
    void ask();
    void read(const QByteArray &bytes);
    void readEvents(const QByteArray &bytes);
    void end();
    void understand(const QString &words);
    void fail(const ServiceTrouble &trouble);
    void listenOnBoard();

    Engine m_engine;
    Speaker m_speaker;
    Clues m_clues;
    audio::Pcm m_sound; ///< 16 kHz; empty once a recogniser on board has it
    bool m_isOver = false;
    bool m_isSuspended = false;
    bool m_hasRetried = false;
    Instant m_askedAt{}; ///< when the current request was sent, or when the utterance was over
    std::size_t m_nextPartial; ///< samples of m_sound that the next partial transcription needs
    std::size_t m_asked = 0; ///< samples in the current request
    ServiceCallPtr m_call;
    QByteArray m_answer; ///< body of an answer that is not streamed
    EventStream m_events;
    std::optional<QString> m_streamed; ///< text of an answer that is streamed
    QString m_words;
    std::unique_ptr<Recognition> m_onBoard; ///< null unless the service has failed
};

} // namespace holdline::speech

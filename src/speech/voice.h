// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "speech/synthesizer.h"

#include <QObject>
#include <QString>

#include <memory>

namespace holdline::speech {

/// One sentence that is being spoken. Destroying it stops the work. Owned by AnswerSpeech; main
/// thread of the server.
class Speech : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    /// The next samples, mono, at the rate of the voice.
    void audioAdded(const holdline::audio::Pcm &pcm);
    /// Either finished() or failed() is emitted, once.
    void finished();
    void failed(const QString &reason);
};

/// Speaks sentences, for many users at the same time. Main thread of the server, which it never
/// blocks.
class Voice
{
public:
    virtual ~Voice() = default;

    /// True if a voice speaks `language` now, or may do so. An empty language is any that it
    /// speaks.
    virtual bool speaks(const QString & /*language*/) const { return true; }
    /// Begins to speak `sentence`. Never null; its signals are not emitted within this call.
    virtual std::unique_ptr<Speech> speak(const QString &sentence, const Manner &manner) = 0;
    std::unique_ptr<Speech> speak(const QString &sentence) { return speak(sentence, {}); }
};

} // namespace holdline::speech

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"
#include "protocol/messages.h"
#include "speech/responder.h"

#include <QString>

namespace holdline::server {

/// Where the decisions of a VoicePipeline go: to the client and into the session. What belongs
/// together arrives in one call, so that an outlet can make it one transaction. Context and memory
/// of the session show it when the call returns, whenever the store does. Main thread.
class Outlet
{
public:
    /// What a client has not heard of an answer is bounded by this.
    static constexpr Duration kMaxUnplayed{60'000};

    virtual ~Outlet() = default;

    // ---- only the newest of these matters

    /// Everything heard in this turn so far.
    virtual void sendPartialTurn(const QString &words) = 0;
    virtual void sendPartialAnswer(const QString &text) = 0;
    virtual void sendActivity(protocol::Activity::State state) = 0;

    // ---- what counts

    /// The user has spoken this. Empty: the turn is over without words. Either way no restart needs
    /// what was heard before the pipeline's neededFrom().
    virtual void enterSpokenTurn(const QString &text) = 0;
    /// The user has typed this, under an id of the client's choice.
    virtual void enterTypedTurn(const QString &text, const QString &id) = 0;
    enum class Memories { Keep, Forget };
    /// Nothing said so far counts any more, and with Memories::Forget nothing that the session was
    /// asked to remember either. What was under way has been interrupted before.
    virtual void clearHistory(Memories memories) = 0;

    /// An answer begins; everything below is about it until another one begins.
    virtual void beginAnswer() = 0;
    /// The text so far, never less than before. `complete`: nothing more will come, and the session
    /// remembers `memory` from now on.
    virtual void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) = 0;
    /// The next 100 … 200 ms of its speech, 48 kHz; the end of a sentence is shorter.
    virtual void addSpeech(const audio::Pcm &pcm) = 0;
    /// All samples of a sentence have been added, none when it cannot be spoken. `text` is what was
    /// spoken; it begins at `character` of the text written last.
    virtual void endSentence(const QString &text, int character) = 0;
    /// No more text, no more speech: `text` is the whole answer and enters the history.
    virtual void completeAnswer(const QString &text) = 0;
    /// The answer ends here because the user talked over it. `text` is all that was written of it.
    /// The user has heard its first `heard` characters, and only those stay in the context; the
    /// history keeps the rest as unheard. Whatever of it has not left yet never will. `tell`: the
    /// client knows of the answer and has to be told.
    virtual void interruptAnswer(const QString &text, int heard, bool tell) = 0;

    /// Whether the maker of speech should go on: the client keeps up.
    virtual bool hasRoom() const = 0;
};

} // namespace holdline::server

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/itemcodec.h"
#include "protocol/messages.h"
#include "server/store/sessionstore.h"
#include "tools/chaos/ledger.h"
#include "tools/chaos/ramp.h"
#include "tools/chaos/report.h"

#include <map>
#include <optional>

namespace holdline::chaos {

/// The prefix of the ids of typed messages.
inline const QString kTypedId = QStringLiteral("typed-");

/// Compares what one end of a session has sent with what the other end has received. The server has
/// received what is durable there, and has sent the items that it has logged.
class Audit
{
public:
    /// The signals of the microphone and of the answers; see SignalCheck.
    Audit(SignalCheck::Signal mic, SignalCheck::Signal speech)
        : m_mic(std::move(mic))
        , m_speech(std::move(speech))
    {
    }

    // ---- at the client
    void noteSpoken(const protocol::AudioItem &item);
    /// Notes a message with an id of kTypedId.
    void noteTyped(const QString &id);
    void noteReceived(const protocol::ServerMessage &message);
    void noteHeard(const protocol::AudioItem &speech);

    // ---- at the server
    void noteDurable(const server::Change &change);

    /// Whether everything that was sent has been received, and the newest answer is complete.
    bool isAtRest() const;
    /// Fills in the counts of `report`, and the first message that is missing.
    void fill(Report &report) const;

private:
    struct Utterance
    {
        SignalCheck check;
        quint64 logged = 0; ///< samples
        std::optional<quint64> ended; ///< set when complete: number of samples
        bool interrupted = false;
    };

    Utterance &utterance(quint32 number);
    static quint64 sent(const Utterance &utterance);
    static bool isOver(const Utterance &utterance)
    {
        return utterance.ended || utterance.interrupted;
    }

    quint64 m_spoken = 0; ///< samples
    SignalCheck m_mic;
    SignalCheck::Signal m_speech;
    Ledger m_texts;
    Ledger m_items;
    std::map<quint32, Utterance> m_utterances;
    quint32 m_newest = 0; ///< number of the newest utterance
};

} // namespace holdline::chaos

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modelstore.h"

#include "core/overloaded.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::testing {

using namespace server;

namespace {

template <typename Kind>
bool contains(const Batch &batch)
{
    return std::ranges::any_of(
        batch, [](const Change &change) { return std::holds_alternative<Kind>(change); });
}

/// What the tables of a store become by a change. Changes that the model does not use do nothing.
struct Apply
{
    Disk &disk;
    StoredStream &stream;

    void operator()(const MessageAppended &change) const
    {
        const bool isUser = change.message.role == speech::Role::User;
        using Role = protocol::HistoryMessage::Role;
        disk.history.append({.id = change.messageId,
                             .role = isUser ? Role::User : Role::Assistant,
                             .content = change.message.text,
                             .at = change.message.at});
        if (isUser)
            disk.effects.append(change.messageId.toLatin1());
    }
    void operator()(const AudioJournaled &change) const { disk.effects.append(change.audio.pcm); }
    void operator()(const PauseSet &change) const
    {
        stream.speed = change.speed;
        disk.effects.append(pauseEffect(change.speed));
    }
    void operator()(const CallChanged &change) const
    {
        stream.call = change.status;
        disk.effects.append(callEffect(change.status));
    }
    void operator()(const TextTaken &change) const { stream.takenTexts.append(change.textId); }
    void operator()(const ItemReceived &change) const { stream.received = change.seq; }
    void operator()(const EpochBegun &change) const
    {
        if (stream.received > 0)
            stream.earlierEpochs.insert(stream.earlierEpochs.begin(),
                                        {stream.epoch, stream.received});
        stream.epoch = change.epoch;
        stream.received = 0;
        stream.firstLogged = 1;
        stream.log.clear();
        stream.numberedSpeech = 0;
        if (stream.answer)
            stream.answer->announced = false;
    }
    void operator()(const ItemLogged &change) const
    {
        stream.log.push_back({.binary = false, .bytes = change.json});
    }
    void operator()(const SpeechLogged &change) const
    {
        QByteArray pcm;
        for (const StoredSentence &sentence : stream.sentences)
            pcm += sentence.pcm;
        stream.log.push_back({.binary = true,
                              .bytes = protocol::encode(protocol::AudioItem{
                                  .fromServer = true,
                                  .position = change.position,
                                  .stream = change.utterance,
                                  .pcm = pcm.mid(static_cast<qsizetype>(change.position) * 2,
                                                 static_cast<qsizetype>(change.samples) * 2)})});
        stream.numberedSpeech = change.position + change.samples;
    }
    void operator()(const LogTrimmed &change) const
    {
        for (; stream.firstLogged <= change.upTo; ++stream.firstLogged)
            stream.log.erase(stream.log.begin());
    }
    void operator()(const AnswerBegun &change) const
    {
        stream.lastUtterance = change.utterance;
        stream.answer =
            StoredAnswer{.utterance = change.utterance, .messageId = change.messageId, .text = {}};
        stream.sentences.clear();
        stream.numberedSpeech = 0;
        stream.playedSpeech = 0;
        disk.made = 0;
    }
    void operator()(const AnswerWritten &change) const
    {
        stream.answer->text = change.text;
        stream.answer->textComplete = change.complete;
    }
    void operator()(const SpeechAnnounced & /*change*/) const { stream.answer->announced = true; }
    void operator()(const SentenceStored &change) const
    {
        const auto samples = static_cast<quint64>(change.pcm.size() / 2);
        stream.sentences.push_back({.utterance = change.utterance,
                                    .character = change.character,
                                    .text = change.text,
                                    .position = change.position,
                                    .samples = samples,
                                    .pcm = change.pcm});
        disk.made = change.position + samples;
    }
    void operator()(const AnswerPlayed &change) const
    {
        if (stream.answer && stream.answer->utterance == change.utterance)
            stream.playedSpeech = change.position;
    }
    void operator()(const AnswerEnded & /*change*/) const { stream.answer->ended = true; }
    void operator()(const SpeechForgotten &change) const
    {
        if (stream.answer && stream.answer->utterance == change.utterance)
            stream.answer.reset();
    }
    void operator()(const auto & /*change*/) const { }
};

/// Names what a change says, as far as the model uses it.
struct Print
{
    Fingerprint &print;

    void operator()(const MessageAppended &change) const { print.add(change.messageId); }
    void operator()(const AudioJournaled &change) const { print.add(change.entry); }
    void operator()(const PauseSet &change) const { print.add(change.speed); }
    void operator()(const CallChanged &change) const { print.add(change.status); }
    void operator()(const TextTaken &change) const { print.add(change.textId); }
    void operator()(const ItemReceived &change) const { print.add(change.seq); }
    void operator()(const EpochBegun &change) const { print.add(change.epoch); }
    void operator()(const ItemLogged &change) const { print.add(change.seq).add(change.json); }
    void operator()(const SpeechLogged &change) const
    {
        print.add(change.seq).add(change.utterance).add(change.position).add(change.samples);
    }
    void operator()(const LogTrimmed &change) const { print.add(change.upTo); }
    void operator()(const AnswerPlayed &change) const { print.add(change.position); }
    void operator()(const SentenceStored &change) const { print.add(change.position); }
    void operator()(const auto & /*change*/) const { }
};

} // namespace

Disk::Disk(const SessionId &id)
    : session{.id = id,
              .createdAt = {},
              .lastActiveAt = {},
              .messages = {},
              .memory = {},
              .configuration = {},
              .stream = StoredStream()}
{
    session.stream->epoch = u"first"_s;
}

quint64 Disk::receivedIn(const QString &epoch) const
{
    if (epoch == stream().epoch)
        return stream().received;
    const auto found = std::ranges::find(stream().earlierEpochs, epoch, &protocol::Cursor::epoch);
    return found == stream().earlierEpochs.end() ? 0 : found->received;
}

void Disk::apply(const Change &change)
{
    std::visit(Apply{*this, *session.stream}, change);
}

void Disk::print(Fingerprint &print) const
{
    const StoredStream &kept = stream();
    print.add(kept.epoch).add(kept.received).add(kept.firstLogged).addAll(kept.log);
    for (const protocol::Cursor &earlier : kept.earlierEpochs)
        print.add(earlier.epoch).add(earlier.received);
    print.add(kept.answer.has_value()).add(kept.answer && kept.answer->announced);
    print.add(kept.answer && kept.answer->ended).add(kept.sentences.size());
    print.add(kept.numberedSpeech).add(kept.playedSpeech).add(kept.lastUtterance);
    print.addAll(kept.takenTexts).add(kept.speed).add(kept.call);
    print.add(history.size()).addAll(effects).add(made);
}

// ---- batches

void ModelStore::commit(std::shared_ptr<const Batch> batch, Committed done)
{
    if (m_isDead)
        return;
    const bool isEarly = (m_mistakes.reportsEffectsEarly && contains<ItemReceived>(*batch))
        || (m_mistakes.reportsItemsEarly
            && (contains<ItemLogged>(*batch) || contains<SpeechLogged>(*batch)));
    if (isEarly)
        m_unreported.push_back(std::exchange(done, {}));
    for (Batch &part : split(named(*batch)))
        m_waiting.push_back({std::move(part), {}});
    m_waiting.back().done = std::move(done);
}

/// The parts that become durable one after the other.
std::vector<Batch> ModelStore::split(Batch batch) const
{
    const bool isSplit = (m_mistakes.effectBeforeCursor || m_mistakes.cursorBeforeEffect)
        && contains<ItemReceived>(batch);
    if (!isSplit)
        return {std::move(batch)};
    const auto rest =
        std::stable_partition(batch.begin(), batch.end(), [this](const Change &change) {
            return std::holds_alternative<ItemReceived>(change) == m_mistakes.cursorBeforeEffect;
        });
    return {Batch(batch.begin(), rest), Batch(rest, batch.end())};
}

void ModelStore::sync()
{
    Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    auto disk = std::make_shared<Disk>(*m_disk);
    for (const Change &change : next.batch)
        disk->apply(change);
    m_disk = std::move(disk);
    if (next.done)
        m_unreported.push_back(std::move(next.done));
}

void ModelStore::hear()
{
    const Committed done = std::move(m_unreported.front());
    m_unreported.pop_front();
    done(Success{});
}

void ModelStore::print(Fingerprint &print) const
{
    m_disk->print(print);
    print.add(m_waiting.size()).add(m_unreported.size());
    for (const Waiting &waiting : m_waiting) {
        print.add(static_cast<bool>(waiting.done)).add(waiting.batch.size());
        for (const Change &change : waiting.batch) {
            print.add(change.index());
            std::visit(Print{print}, change);
        }
    }
}

// ---- names of answers

QByteArray ModelStore::named(QByteArray bytes) const
{
    for (auto name = m_names.cbegin(); name != m_names.cend(); ++name)
        bytes.replace(name.key(), name.value());
    return bytes;
}

Batch ModelStore::named(Batch batch)
{
    const auto rename = [this](QString &id) { id = QString::fromLatin1(named(id.toLatin1())); };
    for (Change &change : batch) {
        if (auto *begun = std::get_if<AnswerBegun>(&change)) {
            m_names.insert(begun->messageId.toLatin1(),
                           "answer-" + QByteArray::number(begun->utterance));
            rename(begun->messageId);
        } else if (auto *appended = std::get_if<MessageAppended>(&change)) {
            rename(appended->messageId);
        } else if (auto *item = std::get_if<ItemLogged>(&change)) {
            item->json = named(item->json);
        }
    }
    return batch;
}

} // namespace holdline::testing

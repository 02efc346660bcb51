// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/chat/chatanswer.h"

#include "core/log.h"
#include "speech/chat/chatresponder.h"

#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Kind = ServiceTrouble::Kind;

constexpr int kMostRequests = 2;
constexpr qsizetype kLongestBody = 1024 * 1024;

bool endsSentence(const QString &text)
{
    return !text.isEmpty() && u".!?"_s.contains(text.back());
}

} // namespace

ChatAnswer::ChatAnswer(const Engine &engine, qsizetype characters, const Prompt &prompt)
    : m_engine(engine)
    , m_mostCharacters(characters)
    , m_prompt(prompt)
    , m_askedAt(engine.clock.now())
    , m_offersTools(engine.offersTools)
{
    request();
}

ChatAnswer::~ChatAnswer() = default;

void ChatAnswer::request()
{
    ++m_requests;
    m_events = {};
    m_thoughts = {};
    m_tools.drop();
    m_body.clear();
    m_isLast = false;
    const ChatProgress progress{.offersTools = m_offersTools && m_tools.mayCall(),
                                .rounds = m_tools.rounds(),
                                .said = m_said};
    m_call =
        m_engine.service.post({.path = u"chat/completions"_s,
                               .contentType = "application/json",
                               .body = encodeChatRequest(m_engine.settings, m_prompt, progress),
                               .accepts = "text/event-stream, application/json"});
    connect(m_call.get(), &ServiceCall::received, this, &ChatAnswer::read);
    connect(m_call.get(), &ServiceCall::finished, this, &ChatAnswer::end);
    connect(m_call.get(), &ServiceCall::failed, this, &ChatAnswer::onTrouble);
}

void ChatAnswer::read(const QByteArray &bytes)
{
    if (m_call->contentType().startsWith(u"text/event-stream"_s))
        readEvents(bytes);
    else if (m_body.size() + bytes.size() <= kLongestBody)
        m_body += bytes;
    else
        fail({.kind = Kind::Nonsense, .detail = u"the answer is too long and not streamed"_s});
}

void ChatAnswer::readEvents(QByteArrayView bytes)
{
    m_events.add(bytes);
    const QPointer self(this); // a receiver of textAdded() may delete this answer
    while (self && m_call && !m_isLast) {
        const auto data = m_events.next();
        if (!data)
            break;
        take(*data);
    }
    if (!self)
        return;
    if (m_call && m_events.isBroken())
        fail({.kind = Kind::Nonsense, .detail = u"an event is too long"_s});
    else if (m_call && m_isLast)
        finish();
}

void ChatAnswer::take(const QByteArray &json)
{
    if (json.trimmed() == "[DONE]") {
        m_isLast = true;
        return;
    }
    const auto piece = decodeChatPiece(json);
    if (!piece) {
        fail({.kind = Kind::Nonsense,
              .detail = u"the answer is not understood: "_s
                  + serviceErrorIn(json, m_engine.service.address().key)});
        return;
    }
    for (const ToolCallPiece &call : piece.value().calls)
        m_tools.add(call);
    m_isLast = piece.value().isLast;
    add(m_thoughts.pass(piece.value().text));
}

void ChatAnswer::add(const QString &text)
{
    if (text.isEmpty())
        return;
    // A new sentence begins after a call of a tool, and often after a restart.
    const bool isNew = m_characters > 0 || endsSentence(m_prompt.prefix);
    const bool isApart = isNew && m_said.isEmpty() && !text.front().isSpace();
    const QString added = (isApart ? u' ' + text : text).left(m_mostCharacters - m_characters);
    if (m_characters == 0)
        m_engine.service.noteSuccess(elapsed(m_engine.clock.now(), m_askedAt));
    m_characters += added.size();
    m_said += added;
    if (m_characters >= m_mostCharacters)
        m_isLast = true;
    Q_EMIT textAdded(added);
}

/// The HTTP exchange has ended without an error: a streamed answer has no end, or another one is
/// complete.
void ChatAnswer::end()
{
    if (m_body.isEmpty()) {
        onTrouble({.kind = Kind::CutOff, .detail = u"the answer was cut off"_s});
        return;
    }
    const QPointer self(this);
    take(m_body);
    if (self && m_call)
        finish();
}

void ChatAnswer::onTrouble(const ServiceTrouble &trouble)
{
    if (!m_engine.service.isUsable()) {
        fail(trouble);
    } else if (refusesTools(trouble)) {
        qCInfo(lcSpeech, "the language model takes no tools; asking it without them");
        m_offersTools = false;
        m_wereToolsRefused = true;
        m_requests = 0;
        request();
    } else if (mayAskAgain(trouble)) {
        m_engine.service.noteRetry(trouble);
        request();
    } else {
        fail(trouble);
    }
}

/// True if a second request may succeed. A service that falls silent within an answer has worked
/// before.
bool ChatAnswer::mayAskAgain(const ServiceTrouble &trouble) const
{
    const bool hasStalled = trouble.kind == Kind::TooSlow && m_characters > 0;
    return m_requests < kMostRequests && (isPassing(trouble) || hasStalled);
}

/// True if the service may have refused the request only because of the tools.
bool ChatAnswer::refusesTools(const ServiceTrouble &trouble) const
{
    if (!m_offersTools || !m_tools.rounds().isEmpty() || m_characters > 0)
        return false;
    return trouble.kind == Kind::Refused || trouble.detail.contains(u"tool"_s, Qt::CaseInsensitive);
}

/// The response is complete.
void ChatAnswer::finish()
{
    const QPointer self(this);
    add(m_thoughts.finish());
    if (!self)
        return;
    if (m_tools.hasCalls()) {
        callTools();
        return;
    }
    sayWhatWasDone();
    if (!self)
        return;
    if (m_characters < m_mostCharacters)
        ServiceCall::letEnd(std::move(m_call));
    else
        m_call.reset(); // so that the model stops
    if (m_wereToolsRefused)
        m_engine.offersTools = false;
    if (m_characters == 0)
        Q_EMIT failed(u"The language model gave no answer. Please ask again."_s);
    else
        Q_EMIT finished({});
}

/// The user must know what the tools have done, even if the model does not say it.
void ChatAnswer::sayWhatWasDone()
{
    if (m_characters == 0 && m_hasChangedMemory)
        add(m_tools.rounds().last().results.join(u' '));
}

void ChatAnswer::callTools()
{
    const MemoryChange change = m_tools.makeCalls(m_prompt, std::exchange(m_said, {}));
    m_prompt.memory = changed(std::move(m_prompt.memory), change);
    m_hasChangedMemory = m_hasChangedMemory || change != MemoryChange();
    m_requests = 0;
    request();
    Q_EMIT toolsCalled(change);
}

void ChatAnswer::fail(const ServiceTrouble &trouble)
{
    m_call.reset();
    const bool isGivenUp = m_engine.service.stage() == Service::Stage::Unset;
    m_engine.service.noteFailure(trouble);
    const QPointer self(this);
    sayWhatWasDone();
    if (!self)
        return;
    if (isGivenUp && m_characters > 0)
        Q_EMIT finished({}); // the user has chosen the built-in assistant
    else
        Q_EMIT failed(apologyFor(trouble.kind));
}

} // namespace holdline::speech

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/control.h"

#include "protocol/json.h"
#include "protocol/limits.h"

using namespace Qt::StringLiterals;

namespace holdline::protocol {

namespace {

constexpr int kVersion = 1;

constexpr QLatin1StringView kModes[] = {"new"_L1, "resumed"_L1, "rejoined"_L1};
constexpr QLatin1StringView kRoles[] = {"user"_L1, "assistant"_L1};
constexpr QLatin1StringView kResetReasons[] = {"unknown"_L1, "expired"_L1, "overload"_L1};
constexpr QLatin1StringView kGoawayReasons[] = {"restart"_L1, "drain"_L1, "overload"_L1};

template <typename Enum>
QLatin1StringView nameOf(Enum value, Names names)
{
    return names[static_cast<std::size_t>(value)];
}

// ---- writing

QJsonObject toJson(const AudioOffer &offer)
{
    const auto array = [](const QList<int> &rates) {
        QJsonArray numbers;
        for (const int rate : rates)
            numbers.append(rate);
        return numbers;
    };
    return {{"mic_rates"_L1, array(offer.micRates)},
            {"tts_rates"_L1, array(offer.ttsRates)},
            {"codecs"_L1, QJsonArray::fromStringList(offer.codecs)}};
}

QJsonObject toJson(const Hello &m)
{
    return {{"type"_L1, "hl_hello"_L1},
            {"v"_L1, kVersion},
            {"nonce"_L1, toBase64Url(m.nonce)},
            {"max_message"_L1, m.maxMessage}};
}

QJsonObject toJson(const Open &m)
{
    return {{"type"_L1, "hl_open"_L1},
            {"instance"_L1, m.instance},
            {"audio"_L1, toJson(m.audio)},
            {"window"_L1, m.window}};
}

QJsonObject toJson(const Resume &m)
{
    QJsonObject json{{"type"_L1, "hl_resume"_L1},        {"instance"_L1, m.instance},
                     {"audio"_L1, toJson(m.audio)},      {"window"_L1, m.window},
                     {"session_id"_L1, m.id.toString()}, {"proof"_L1, toBase64Url(m.proof)}};
    if (m.point)
        json["epoch"_L1] = m.point->epoch;
    if (m.point && m.point->received)
        json["received"_L1] = toValue(*m.point->received);
    return json;
}

QJsonObject toJson(const Welcome &m)
{
    QJsonObject json{{"type"_L1, "hl_welcome"_L1},
                     {"mode"_L1, nameOf(m.mode, kModes)},
                     {"session_id"_L1, m.id.toString()},
                     {"epoch"_L1, m.epoch},
                     {"received"_L1, toValue(m.received)},
                     {"window"_L1, m.window},
                     {"audio"_L1,
                      QJsonObject{{"mic_rate"_L1, m.micRate},
                                  {"tts_rate"_L1, m.ttsRate},
                                  {"codec"_L1, m.codec}}},
                     {"reconnected"_L1, m.reconnected},
                     {"age_seconds"_L1, toValue(m.age / 1000)},
                     {"created_at"_L1, toValue(m.createdAt)},
                     {"message_count"_L1, m.messageCount}};
    if (m.mode == Welcome::Mode::New)
        json["secret"_L1] = toBase64Url(m.secret);
    return json;
}

QJsonObject toJson(const History &m)
{
    QJsonArray messages;
    for (const HistoryMessage &message : m.messages) {
        QJsonObject one{{"id"_L1, message.id},
                        {"role"_L1, nameOf(message.role, kRoles)},
                        {"content"_L1, message.content},
                        {"at"_L1, toValue(message.at)}};
        if (!message.unheard.isEmpty())
            one["unheard"_L1] = message.unheard;
        messages.append(one);
    }
    return {{"type"_L1, "hl_history"_L1}, {"messages"_L1, messages}, {"is_replay"_L1, true}};
}

QJsonObject toJson(const Reset &m)
{
    QJsonObject json{{"type"_L1, "hl_reset"_L1}, {"reason"_L1, nameOf(m.reason, kResetReasons)}};
    if (m.after)
        json["after_ms"_L1] = toValue(*m.after);
    return json;
}

QJsonObject toJson(const Ack &m)
{
    QJsonObject json{{"type"_L1, "hl_ack"_L1}, {"a"_L1, toValue(m.upTo)}};
    if (m.played) {
        QJsonObject played{{"utterance"_L1, toValue(m.played->utterance)},
                           {"position"_L1, toValue(m.played->position)}};
        if (m.played->read)
            played["read"_L1] = true;
        json["played"_L1] = played;
    }
    return json;
}

QJsonObject toJson(const Goaway &m)
{
    return {{"type"_L1, "hl_goaway"_L1},
            {"reason"_L1, nameOf(m.reason, kGoawayReasons)},
            {"after_ms"_L1, toValue(m.after)},
            {"spread_ms"_L1, toValue(m.spread)}};
}

QJsonObject toJson(const HistoryEnd &)
{
    return {{"type"_L1, "hl_history_end"_L1}};
}

QJsonObject toJson(const Bye &)
{
    return {{"type"_L1, "hl_bye"_L1}};
}

QJsonObject toJson(const ByeOk &)
{
    return {{"type"_L1, "hl_bye_ok"_L1}};
}

// ---- reading

AudioOffer readOffer(MemberReader &in)
{
    return {.micRates = in.numbers("mic_rates"_L1, kMinRate, kMaxRate),
            .ttsRates = in.numbers("tts_rates"_L1, kMinRate, kMaxRate),
            .codecs = in.ids("codecs"_L1)};
}

qint64 readWindow(MemberReader &in)
{
    return in.number<qint64>("window"_L1, kMinWindow, kMaxWindow);
}

Decoded<ControlMessage> decodeHello(MemberReader &in)
{
    in.number<int>("v"_L1, kVersion, kVersion);
    return in.finish<ControlMessage>(
        Hello{.nonce = in.base64Url("nonce"_L1, kNonceBytes),
              .maxMessage = in.number<qint64>("max_message"_L1, kMaxHandshakeBytes)});
}

Decoded<ControlMessage> decodeOpen(MemberReader &in)
{
    const Open open{.instance = in.id("instance"_L1),
                    .audio = in.object("audio"_L1, readOffer),
                    .window = readWindow(in)};
    return in.finish<ControlMessage>(open);
}
Decoded<ControlMessage> decodeResume(MemberReader &in)
{
    Resume resume{.instance = in.id("instance"_L1),
                  .audio = in.object("audio"_L1, readOffer),
                  .window = readWindow(in),
                  .id = in.sessionId("session_id"_L1),
                  .proof = in.base64Url("proof"_L1, kProofBytes),
                  .point = {}};
    if (in.has("epoch"_L1) || in.has("received"_L1))
        resume.point = ResumePoint{.epoch = in.id("epoch"_L1), .received = {}};
    if (in.has("received"_L1))
        resume.point->received = in.number("received"_L1);
    return in.finish<ControlMessage>(resume);
}

Decoded<ControlMessage> decodeWelcome(MemberReader &in)
{
    Welcome welcome{.mode = in.choice<Welcome::Mode>("mode"_L1, kModes),
                    .id = in.sessionId("session_id"_L1),
                    .epoch = in.id("epoch"_L1),
                    .secret = {},
                    .received = in.number("received"_L1),
                    .window = readWindow(in),
                    .micRate = 0,
                    .ttsRate = 0,
                    .codec = {},
                    .reconnected = in.number("reconnected"_L1, 0),
                    .age = std::chrono::seconds(in.number<quint32>("age_seconds"_L1, 0)),
                    .createdAt = in.time("created_at"_L1),
                    .messageCount = in.number("message_count"_L1, 0)};
    if (welcome.mode == Welcome::Mode::New)
        welcome.secret = in.base64Url("secret"_L1, kSecretBytes);
    in.object("audio"_L1, [&welcome](MemberReader &audio) {
        welcome.micRate = audio.number("mic_rate"_L1, kMinRate, kMaxRate);
        welcome.ttsRate = audio.number("tts_rate"_L1, kMinRate, kMaxRate);
        welcome.codec = audio.id("codec"_L1);
        return true;
    });
    return in.finish<ControlMessage>(welcome);
}

Decoded<ControlMessage> decodeHistory(MemberReader &in)
{
    return in.finish<ControlMessage>(History{in.list("messages"_L1, [](MemberReader &message) {
        return HistoryMessage{.id = message.idOrEmpty("id"_L1),
                              .role = message.choice<HistoryMessage::Role>("role"_L1, kRoles),
                              .content = message.text("content"_L1),
                              .at = message.time("at"_L1),
                              .unheard = message.textOrEmpty("unheard"_L1)};
    })});
}

Decoded<ControlMessage> decodeReset(MemberReader &in)
{
    Reset reset{.reason = in.choice<Reset::Reason>("reason"_L1, kResetReasons), .after = {}};
    if (in.has("after_ms"_L1))
        reset.after = in.wait("after_ms"_L1);
    return in.finish<ControlMessage>(reset);
}

Decoded<ControlMessage> decodeAck(MemberReader &in)
{
    Ack ack{.upTo = in.number("a"_L1), .played = {}};
    if (in.has("played"_L1)) {
        ack.played = in.object("played"_L1, [](MemberReader &played) {
            return Played{.utterance = played.number<quint32>("utterance"_L1, 1),
                          .position = played.number("position"_L1),
                          .read = played.has("read"_L1) && played.boolean("read"_L1)};
        });
    }
    return in.finish<ControlMessage>(ack);
}

Decoded<ControlMessage> decodeGoaway(MemberReader &in)
{
    return in.finish<ControlMessage>(
        Goaway{.reason = in.choice<Goaway::Reason>("reason"_L1, kGoawayReasons),
               .after = in.wait("after_ms"_L1),
               .spread = in.wait("spread_ms"_L1)});
}

template <typename Message>
Decoded<ControlMessage> decodeEmpty(MemberReader &in)
{
    return in.finish<ControlMessage>(Message{});
}

struct Decoder
{
    QLatin1StringView type;
    Decoded<ControlMessage> (*decode)(MemberReader &in);
};
constexpr Decoder kDecoders[] = {
    {"hl_hello"_L1, decodeHello},         {"hl_open"_L1, decodeOpen},
    {"hl_resume"_L1, decodeResume},       {"hl_welcome"_L1, decodeWelcome},
    {"hl_history"_L1, decodeHistory},     {"hl_history_end"_L1, decodeEmpty<HistoryEnd>},
    {"hl_reset"_L1, decodeReset},         {"hl_ack"_L1, decodeAck},
    {"hl_goaway"_L1, decodeGoaway},       {"hl_bye"_L1, decodeEmpty<Bye>},
    {"hl_bye_ok"_L1, decodeEmpty<ByeOk>},
};

} // namespace

QByteArray encode(const ControlMessage &message)
{
    // The type comes first, so that isControl() can recognise it without parsing.
    QJsonObject object = std::visit([](const auto &m) { return toJson(m); }, message);
    const QByteArray type = object.take("type"_L1).toString().toLatin1();
    const char *separator = object.isEmpty() ? "\"" : "\",";
    return toBytes(object).insert(1, "\"type\":\"" + type + separator);
}

bool isControl(const QByteArray &json)
{
    // Most messages need no parsing here. Only a message that contains the prefix elsewhere is
    // parsed.
    if (json.startsWith("{\"type\":\"hl_"))
        return true;
    if (!json.contains("\"hl_"))
        return false;
    const ParsedMessage message = parsed(json);
    return !message.error && message.object["type"_L1].toString().startsWith("hl_"_L1);
}

Result<ControlMessage, ValidationError> decodeControlMessage(const QByteArray &json)
{
    const ParsedMessage message = parsed(json);
    if (message.error)
        return Failure{*message.error};
    const QString type = message.object["type"_L1].toString();
    const auto *found = std::ranges::find(kDecoders, type, &Decoder::type);
    if (found == std::end(kDecoders))
        return refused(u"type"_s, u"is not known"_s);
    MemberReader in(message.object);
    return found->decode(in);
}

} // namespace holdline::protocol

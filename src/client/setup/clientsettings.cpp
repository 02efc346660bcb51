// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/clientsettings.h"

#include "protocol/limits.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr int kDefaultTurnPause = 20;

constexpr auto kServerAddress = "server/address"_L1;
constexpr auto kRecentAddress = "server/recentAddress"_L1;
constexpr auto kReconnectPolicy = "server/reconnect"_L1;
constexpr auto kProtocol = "server/protocol"_L1;
constexpr auto kAllowInsecure = "server/allowInsecure"_L1;
constexpr auto kModelOffered = "assistant/offered"_L1;
constexpr auto kPersona = "assistant/persona"_L1;
constexpr auto kListeningMode = "conversation/listening"_L1;
constexpr auto kTurnPause = "conversation/turnPause"_L1;
constexpr auto kSounds = "audio/sounds"_L1;
constexpr auto kDiagnostics = "view/diagnostics"_L1;
constexpr auto kWindowGeometry = "window/geometry"_L1;

constexpr auto kHeadphones = "headphones"_L1;
constexpr auto kLoudspeaker = "loudspeaker"_L1;

QString deviceKey(audio::Direction direction, QLatin1String part)
{
    const auto group = direction == audio::Direction::Input ? "input"_L1 : "output"_L1;
    return u"audio/%1/%2"_s.arg(group, part);
}

QString engineKey(Engine engine, QLatin1String part)
{
    switch (engine) {
    case Engine::Language:
        return u"assistant/%1"_s.arg(part);
    case Engine::Recognition:
        return u"recognition/%1"_s.arg(part);
    case Engine::Voice:
        return u"voice/%1"_s.arg(part);
    }
    Q_UNREACHABLE();
}

} // namespace

QString ClientSettings::serverAddress() const
{
    return m_settings.value(kServerAddress).toString().trimmed();
}

void ClientSettings::setServerAddress(const QString &address)
{
    m_settings.setValue(kServerAddress, address.trimmed());
    if (!address.trimmed().isEmpty())
        m_settings.setValue(kRecentAddress, address.trimmed());
}

QString ClientSettings::recentAddress() const
{
    return m_settings.value(kRecentAddress).toString();
}

BackoffPolicy ClientSettings::reconnectPolicy() const
{
    // QSettings reads a text with an unquoted comma, as in a file edited by hand, as a list.
    const QString text = m_settings.value(kReconnectPolicy).toStringList().join(u',');
    return BackoffPolicy::parse(text).valueOr(BackoffPolicy::standard());
}

void ClientSettings::setReconnectPolicy(const BackoffPolicy &policy)
{
    m_settings.setValue(kReconnectPolicy, policy.toString());
}

DialectChoice ClientSettings::dialect() const
{
    return {.wanted = DialectChoice::parse(m_settings.value(kProtocol).toString())
                          .value_or(DialectChoice::Wanted::Any),
            .allowInsecure = m_settings.value(kAllowInsecure).toString() == "true"_L1};
}

void ClientSettings::setDialect(const DialectChoice &choice)
{
    m_settings.setValue(kProtocol, DialectChoice::name(choice.wanted));
    m_settings.setValue(kAllowInsecure, choice.allowInsecure);
}

EngineChoice ClientSettings::engine(Engine engine) const
{
    EngineChoice choice{.url = m_settings.value(engineKey(engine, "url"_L1)).toString(),
                        .model = m_settings.value(engineKey(engine, "model"_L1)).toString(),
                        .voice = m_settings.value(engineKey(engine, "voice"_L1)).toString()};
    return choice.model.isEmpty() ? EngineChoice() : choice;
}

void ClientSettings::setEngine(Engine engine, const EngineChoice &choice)
{
    m_settings.setValue(engineKey(engine, "url"_L1), choice.url);
    m_settings.setValue(engineKey(engine, "model"_L1), choice.model);
    m_settings.setValue(engineKey(engine, "voice"_L1), choice.voice);
}

bool ClientSettings::isEngineChosen(Engine engine) const
{
    return m_settings.contains(engineKey(engine, "url"_L1));
}

bool ClientSettings::isModelOffered() const
{
    return m_settings.value(kModelOffered).toString() == "true"_L1;
}

void ClientSettings::setModelOffered()
{
    m_settings.setValue(kModelOffered, true);
}

QString ClientSettings::persona() const
{
    return m_settings.value(kPersona).toString();
}

void ClientSettings::setPersona(const QString &id)
{
    m_settings.setValue(kPersona, id);
}

ListeningMode ClientSettings::listeningMode() const
{
    return m_settings.value(kListeningMode).toString() == kHeadphones ? ListeningMode::Headphones
                                                                      : ListeningMode::Loudspeaker;
}

void ClientSettings::setListeningMode(ListeningMode mode)
{
    const QLatin1String name = mode == ListeningMode::Headphones ? kHeadphones : kLoudspeaker;
    m_settings.setValue(kListeningMode, QString(name));
}

int ClientSettings::turnPause() const
{
    bool isNumber = false;
    const int speed = m_settings.value(kTurnPause).toInt(&isNumber);
    const bool usable = isNumber && speed >= protocol::kMinSpeed && speed <= protocol::kMaxSpeed;
    return usable ? speed : kDefaultTurnPause;
}

void ClientSettings::setTurnPause(int speed)
{
    m_settings.setValue(kTurnPause, speed);
}

audio::Device ClientSettings::device(audio::Direction direction) const
{
    return {.id = m_settings.value(deviceKey(direction, "id"_L1)).toByteArray(),
            .name = m_settings.value(deviceKey(direction, "name"_L1)).toString()};
}

void ClientSettings::setDevice(audio::Direction direction, const audio::Device &device)
{
    m_settings.setValue(deviceKey(direction, "id"_L1), device.id);
    m_settings.setValue(deviceKey(direction, "name"_L1), device.name);
}

bool ClientSettings::soundsOn() const
{
    return m_settings.value(kSounds).toString() != "false"_L1;
}

void ClientSettings::setSoundsOn(bool on)
{
    m_settings.setValue(kSounds, on);
}

bool ClientSettings::diagnosticsShown() const
{
    return m_settings.value(kDiagnostics).toString() == "true"_L1;
}

void ClientSettings::setDiagnosticsShown(bool shown)
{
    m_settings.setValue(kDiagnostics, shown);
}

QByteArray ClientSettings::windowGeometry() const
{
    return m_settings.value(kWindowGeometry).toByteArray();
}

void ClientSettings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(kWindowGeometry, geometry);
}

} // namespace holdline::client

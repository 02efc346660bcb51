// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/persona/personacontroller.h"

#include "client/setup/clientsettings.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace holdline::client {

PersonaController::PersonaController(Line &line, ClientSettings &settings, PersonaStore store,
                                     QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_settings(settings)
    , m_store(std::move(store))
{
    PersonaStore::Loaded loaded = m_store.load();
    m_personas = std::move(loaded.personas);
    m_setAside = loaded.setAside;
    m_chosen = settings.persona();
    if (!find(m_chosen))
        m_chosen = m_personas.front().id;
    connect(&line, &Line::sessionStarted, this, &PersonaController::onSessionStarted);
    connect(&line, &Line::received, this, &PersonaController::onReceived);
}

const Persona *PersonaController::find(const QString &id) const
{
    const auto found = std::ranges::find(m_personas, id, &Persona::id);
    return found == m_personas.end() ? nullptr : &*found;
}

std::size_t PersonaController::indexOf(const QString &id) const
{
    return static_cast<std::size_t>(std::ranges::find(m_personas, id, &Persona::id)
                                    - m_personas.begin());
}

bool PersonaController::isConfirmed() const
{
    return m_confirmed == chosen().configuration;
}

int PersonaController::turnPause() const
{
    return chosen().configuration.turnPause.value_or(m_settings.turnPause());
}

// ---- the user's choice

void PersonaController::choose(const QString &id)
{
    if (id == m_chosen || !find(id))
        return;
    m_chosen = id;
    m_settings.setPersona(id);
    tell();
    Q_EMIT changed();
    Q_EMIT chosenChanged();
}

QString PersonaController::add(Persona persona)
{
    if (m_personas.size() >= kMaxPersonas)
        return {};
    persona.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_personas.push_back(persona);
    store();
    return persona.id;
}

Result<QStringList, PersonaFileError> PersonaController::add(const QByteArray &file)
{
    const auto added = decodePersonas(file);
    if (!added)
        return Failure{added.error()};
    if (m_personas.size() + added.value().size() > kMaxPersonas)
        return Failure{PersonaFileError::TooLarge};
    QStringList ids;
    for (const Persona &persona : added.value())
        ids += add(persona);
    return ids;
}

void PersonaController::change(const Persona &persona)
{
    const std::size_t index = indexOf(persona.id);
    if (index == m_personas.size() || m_personas[index] == persona)
        return;
    m_personas[index] = persona;
    if (persona.id == m_chosen)
        tell();
    store();
    if (persona.id == m_chosen)
        Q_EMIT chosenChanged();
}

void PersonaController::remove(const QString &id)
{
    const std::size_t index = indexOf(id);
    if (index == m_personas.size() || m_personas.size() == 1)
        return;
    m_removed = m_personas[index];
    m_removedFrom = index;
    m_removedWasChosen = id == m_chosen;
    m_personas.erase(m_personas.begin() + static_cast<std::ptrdiff_t>(index));
    if (m_removedWasChosen)
        choose(m_personas[std::min(index, m_personas.size() - 1)].id);
    store();
}

void PersonaController::restore()
{
    const auto persona = std::exchange(m_removed, std::nullopt);
    if (!persona)
        return;
    const std::size_t index = std::min(m_removedFrom, m_personas.size());
    m_personas.insert(m_personas.begin() + static_cast<std::ptrdiff_t>(index), *persona);
    if (m_removedWasChosen)
        choose(persona->id);
    store();
}

void PersonaController::store()
{
    if (!m_store.save(m_personas))
        Q_EMIT keptForThisRunOnly();
    Q_EMIT changed();
}

// ---- the server

/// A Durable line brings what it was given before through all cuts. A Plain server may be one that
/// does not know `configure`; one that does says so.
void PersonaController::onSessionStarted(const Line::Session &session)
{
    const bool isDurable = session.kind == Line::Kind::Durable;
    if (isDurable && session.origin == Line::Session::Origin::Resumed)
        return;
    m_confirmed.reset();
    m_canTell = isDurable;
    tell();
    if (isDurable)
        m_line.send(protocol::ListVoices{});
}

void PersonaController::onReceived(const protocol::ServerMessage &message)
{
    if (const auto *configured = std::get_if<protocol::Configured>(&message)) {
        m_confirmed = configured->configuration;
        if (!std::exchange(m_canTell, true) && !isConfirmed())
            tell();
        if (isConfirmed())
            Q_EMIT confirmed();
    } else if (const auto *voices = std::get_if<protocol::Voices>(&message)) {
        m_voices = voices->list;
        Q_EMIT voicesChanged();
    } else if (const auto *sample = std::get_if<protocol::VoiceSample>(&message)) {
        Q_EMIT sampleSpoken(*sample);
    }
}

void PersonaController::tell()
{
    if (m_canTell)
        m_line.send(protocol::Configure{chosen().configuration});
}

void PersonaController::sample(const protocol::SampleVoice &request)
{
    if (hasVoices() && m_line.isLive())
        m_line.send(request);
}

} // namespace holdline::client

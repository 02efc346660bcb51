// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/persona.h"
#include "client/persona/personafile.h"
#include "client/persona/personastore.h"
#include "client/session/line.h"

#include <QObject>

#include <optional>

namespace holdline::client {

class ClientSettings;

/// The personas of the user, and the one that answers. Tells the server who answers in each new
/// session and after each change, and keeps every change in the store. There is always at least one
/// persona. Owned by the application; GUI thread.
class PersonaController : public QObject
{
    Q_OBJECT

public:
    /// `line` and `settings` must outlive this. Make it before the ConversationController, so that
    /// the server knows the persona before the first words of a session.
    PersonaController(Line &line, ClientSettings &settings, PersonaStore store,
                      QObject *parent = nullptr);

    const std::vector<Persona> &personas() const { return m_personas; }
    const Persona &chosen() const { return *find(m_chosen); }
    /// Null if there is none with this id.
    const Persona *find(const QString &id) const;
    /// True once the server has confirmed chosen().
    bool isConfirmed() const;
    /// The silence that ends a turn with chosen(): its own or the one in the settings, 0 … 100.
    int turnPause() const;
    /// What Durable servers have told; empty before.
    const QList<protocol::Voice> &voices() const { return m_voices; }
    /// True if the server can speak samples of its voices.
    bool hasVoices() const { return !m_voices.isEmpty(); }
    /// The new name of a damaged file of personas; empty if it was read.
    const QString &setAside() const { return m_setAside; }

    void choose(const QString &id);
    /// Adds it behind the others, with a new id. Returns the id; empty if there are kMaxPersonas.
    QString add(Persona persona);
    /// Replaces the persona with the same id.
    void change(const Persona &persona);
    /// Removes a persona, but not the last one. The chosen one makes way for its neighbour.
    void remove(const QString &id);
    /// Takes the last remove() back.
    void restore();
    const std::optional<Persona> &removed() const { return m_removed; }
    /// Adds the personas of a file. Returns the ids.
    Result<QStringList, PersonaFileError> add(const QByteArray &file);

    /// Asks for a sample; sampleSpoken() follows unless the line is lost.
    void sample(const protocol::SampleVoice &request);

Q_SIGNALS:
    /// personas(), chosen() or removed() has changed.
    void changed();
    /// Another persona answers, or chosen() was edited.
    void chosenChanged();
    void confirmed();
    void voicesChanged();
    void sampleSpoken(const holdline::protocol::VoiceSample &sample);
    /// A change cannot be stored and lasts for this run only.
    void keptForThisRunOnly();

private:
    void onSessionStarted(const Line::Session &session);
    void onReceived(const protocol::ServerMessage &message);
    void tell();
    void store();
    std::size_t indexOf(const QString &id) const;

    Line &m_line;
    ClientSettings &m_settings;
    PersonaStore m_store;
    std::vector<Persona> m_personas;
    QString m_setAside;
    QString m_chosen; ///< id
    std::optional<Persona> m_removed;
    std::size_t m_removedFrom = 0; ///< the place of m_removed
    bool m_removedWasChosen = false;
    bool m_canTell = false; ///< the server of this session understands `configure`
    std::optional<protocol::Configuration> m_confirmed; ///< in this session
    QList<protocol::Voice> m_voices;
};

} // namespace holdline::client

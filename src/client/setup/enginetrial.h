// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"
#include "client/setup/servicetrouble.h"
#include "core/clock.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>

class QNetworkReply;

namespace holdline::client {

/// Asks a model for something short, and measures how soon it begins to answer. One trial at a
/// time. GUI thread.
class EngineTrial : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// succeeded() or failed() follows, unless another trial begins or cancel() is called. A model
    /// that has to be loaded first gets 60 s.
    void start(Engine engine, const EngineChoice &choice);
    void cancel();

Q_SIGNALS:
    /// `first`: from the question to the first word, the recognised words, or the first sound.
    void succeeded(holdline::Duration first);
    void failed(holdline::client::ServiceTrouble trouble);

private:
    void read();
    void end();
    void succeed();
    QNetworkReply *ask(const EngineChoice &choice);

    Clock m_clock;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply; ///< null: no trial is running
    Engine m_engine = Engine::Language;
    Instant m_start;
    QByteArray m_whole; ///< what came outside of events
};

} // namespace holdline::client

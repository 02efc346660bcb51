// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"
#include "client/setup/servicetrouble.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QStringList>
#include <QUrl>

namespace holdline::client {

/// Asks servers with the HTTP interface of OpenAI which models they have (GET {base}/models). GUI
/// thread.
class ModelCatalog : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// found() or failed() follows.
    void ask(const QUrl &base, const QByteArray &key);
    /// Asks a server that speaks which voices it has (GET {base}/audio/voices). voicesFound()
    /// follows if it says so; many servers do not.
    void askForVoices(const QUrl &base, const QByteArray &key);
    /// Asks the programs at their usual ports of this computer. found() or failed() follows for
    /// each of them, and then searched().
    void searchThisComputer();

    /// Those of `models` whose names say that they are made for `engine`.
    static QStringList fitting(const QStringList &models, Engine engine);

Q_SIGNALS:
    /// `models` is not empty.
    void found(const QUrl &base, const QStringList &models);
    /// `voices` is not empty.
    void voicesFound(const QUrl &base, const QStringList &voices);
    void failed(const QUrl &base, holdline::client::ServiceTrouble trouble);
    /// The programs on this computer were asked.
    void searched();

private:
    QNetworkReply *get(const QUrl &base, const QString &path, const QByteArray &key);

    QNetworkAccessManager m_network;
    QSet<QUrl> m_searched; ///< addresses on this computer that have not answered yet
};

} // namespace holdline::client

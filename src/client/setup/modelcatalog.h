// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
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
    enum class Trouble {
        Unreachable, ///< nobody answers within 5 s
        KeyRefused,
        NotUnderstood, ///< something else answers there
    };
    Q_ENUM(Trouble)

    using QObject::QObject;

    /// found() or failed() follows.
    void ask(const QUrl &base, const QByteArray &key);
    /// Asks the usual ports of this computer: Ollama, LM Studio, llama.cpp, LocalAI, vLLM. found()
    /// follows for each that answers.
    void searchThisComputer();

    /// "Ollama" for its usual port on this computer; empty for any other address.
    static QString programAt(const QUrl &base);

Q_SIGNALS:
    /// `models` is not empty.
    void found(const QUrl &base, const QStringList &models);
    void failed(const QUrl &base, holdline::client::ModelCatalog::Trouble trouble);

private:
    QNetworkAccessManager m_network;
};

} // namespace holdline::client

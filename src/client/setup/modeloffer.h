// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace holdline::client {

class ClientSettings;
class EngineController;
class ModelCatalog;

/// Offers a language model that runs on this computer to a user who has never chosen who answers.
/// Offers once, also across runs. Owned by the application; GUI thread.
class ModelOffer : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    ModelOffer(EngineController &language, ModelCatalog &catalog, ClientSettings &settings,
               QObject *parent = nullptr);

    /// Looks for a model on this computer. Does nothing if the user has chosen or was asked before.
    void begin();
    /// Uses the offered model. Does nothing if there is no offer.
    void accept();

Q_SIGNALS:
    /// `program` has the model: "Ollama".
    void offered(const QString &program, const QString &model);
    /// The user has chosen meanwhile.
    void withdrawn();

private:
    void onFound(const QUrl &base, const QStringList &models);

    EngineController &m_language;
    ModelCatalog &m_catalog;
    ClientSettings &m_settings;
    std::optional<EngineChoice> m_offer;
};

} // namespace holdline::client

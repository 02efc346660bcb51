// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/modeloffer.h"

#include "client/setup/clientsettings.h"
#include "client/setup/enginecontroller.h"
#include "client/setup/engineplaces.h"
#include "client/setup/modelcatalog.h"

#include <utility>

namespace holdline::client {

ModelOffer::ModelOffer(EngineController &language, ModelCatalog &catalog, ClientSettings &settings,
                       QObject *parent)
    : QObject(parent)
    , m_language(language)
    , m_catalog(catalog)
    , m_settings(settings)
{
    connect(&m_catalog, &ModelCatalog::found, this, &ModelOffer::onFound);
    connect(&m_language, &EngineController::changed, this, [this] {
        if (std::exchange(m_offer, std::nullopt))
            Q_EMIT withdrawn();
    });
}

void ModelOffer::begin()
{
    if (!m_settings.isEngineChosen(Engine::Language) && !m_settings.isModelOffered())
        m_catalog.searchThisComputer();
}

void ModelOffer::accept()
{
    if (m_offer)
        m_language.change(EngineChoice(*m_offer));
}

void ModelOffer::onFound(const QUrl &base, const QStringList &models)
{
    const QStringList fitting = ModelCatalog::fitting(models, Engine::Language);
    if (m_settings.isEngineChosen(Engine::Language) || m_settings.isModelOffered()
        || fitting.isEmpty())
        return;
    m_settings.setModelOffered();
    m_offer = EngineChoice{.url = base.toString(), .model = fitting.constFirst()};
    Q_EMIT offered(placeName(base), m_offer->model);
}

} // namespace holdline::client

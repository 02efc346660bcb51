// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"
#include "client/setup/servicetrouble.h"

#include <QUrl>
#include <QWidget>

#include <memory>

namespace Ui {
class ServiceFields;
}

namespace holdline::client {
class EngineController;
class ModelCatalog;
} // namespace holdline::client

namespace holdline::widgets {

class TryOut;

/// Fields for a model of a service: which service, the key, the model.
class ServiceFields : public QWidget
{
    Q_OBJECT

public:
    explicit ServiceFields(QWidget *parent = nullptr);
    ~ServiceFields() override;

    /// Both must outlive this. The choice of `controller` is shown if it is not on this computer.
    void begin(client::EngineController &controller, client::ModelCatalog &catalog,
               bool hasKeychain);
    /// Built in as long as something is missing.
    client::EngineChoice choice() const;
    /// Says where words go only while the user wants a service.
    void setChosen(bool chosen);
    /// Says what is missing.
    void complain();

Q_SIGNALS:
    /// The user has finished a change.
    void edited();

private:
    void fill(const client::EngineChoice &now);
    bool isOwnAddress() const;
    QUrl base() const;
    QString complaint() const;
    void onService();
    void finishKey();
    void askForModels();
    void askForVoices();
    void onFound(const QUrl &base, const QStringList &models);
    void onFailed(const QUrl &base, client::ServiceTrouble trouble);
    void refresh();

    std::unique_ptr<Ui::ServiceFields> m_ui;
    client::EngineController *m_controller = nullptr;
    client::ModelCatalog *m_catalog = nullptr;
    bool m_hasKeychain = false;
    bool m_isChosen = false;
    QUrl m_asked; ///< whose models were asked for
    TryOut *m_tryOut = nullptr;
};

} // namespace holdline::widgets

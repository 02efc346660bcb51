// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"
#include "client/setup/servicetrouble.h"

#include <QMap>
#include <QUrl>
#include <QWidget>

#include <memory>

namespace Ui {
class ProgramFields;
}

namespace holdline::client {
class ModelCatalog;
}

namespace holdline::widgets {

class TryOut;

/// Fields for a model of a program on this computer. Looks for programs while it is shown.
class ProgramFields : public QWidget
{
    Q_OBJECT

public:
    explicit ProgramFields(QWidget *parent = nullptr);
    ~ProgramFields() override;

    /// `catalog` must outlive this. `now` is shown if it is on this computer.
    void begin(client::Engine engine, client::ModelCatalog &catalog,
               const client::EngineChoice &now);
    /// Built in as long as something is missing.
    client::EngineChoice choice() const;
    /// Shows the fields for another address only while the user wants a program.
    void setChosen(bool chosen);
    /// Says what is missing.
    void complain();

Q_SIGNALS:
    /// The user has finished a change.
    void edited();
    /// More models are known, so that choice() may be another one.
    void listed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    bool isOwnAddress() const;
    QUrl ownBase() const;
    QString complaint() const;
    static QString noneFound(client::Engine engine);
    void onFound(const QUrl &base, const QStringList &models);
    void onSearched();
    void listModels();
    void askOwnAddress();
    void askForVoices(const QUrl &base);
    void showVoices();
    void refresh();

    std::unique_ptr<Ui::ProgramFields> m_ui;
    client::Engine m_engine = client::Engine::Language;
    client::ModelCatalog *m_catalog = nullptr;
    client::EngineChoice m_now; ///< listed even if its program does not run
    QMap<QString, QStringList> m_found; ///< models by base address
    bool m_isChosen = false;
    QHash<QString, QStringList> m_voices; ///< of the programs that list them, by address
    QUrl m_asked; ///< the own address whose models were asked for
    TryOut *m_tryOut = nullptr;
};

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/languagechoice.h"
#include "client/setup/modelcatalog.h"

#include <QDialog>

#include <memory>

namespace Ui {
class AssistantDialog;
}

namespace holdline::widgets {

/// Lets the user choose who answers at the server on this computer: the built-in skills, or a
/// language model with them. Looks for models on this computer while it is shown. Not modal; open
/// it with show().
class AssistantDialog : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        client::LanguageChoice language{};
        bool isServerElsewhere = false; ///< the app talks with another server at the moment
        bool hasKeychain = false;
    };

    /// `catalog` must outlive this.
    AssistantDialog(const Content &content, client::ModelCatalog &catalog, QWidget *parent);
    ~AssistantDialog() override;

    /// What the fields say now.
    client::LanguageChoice language() const;

Q_SIGNALS:
    /// When the user confirms another choice.
    void languageChosen(const holdline::client::LanguageChoice &choice);

private:
    void fill();
    void connectFields();
    void refresh();
    void askForModels();
    void onFound(const QUrl &base, const QStringList &models);
    void onFailed(const QUrl &base, client::ModelCatalog::Trouble trouble);
    void chooseAddress(int index);
    QUrl base() const;
    QString addressComplaint() const;
    QString addressHint() const;
    void saveAndClose();

    std::unique_ptr<Ui::AssistantDialog> m_ui;
    Content m_content;
    client::ModelCatalog &m_catalog;
    QUrl m_asked; ///< whose models the user waits for
};

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace holdline::client {
class PersonaController;
struct Persona;
} // namespace holdline::client

namespace Ui {
class PersonaDialog;
}

namespace holdline::widgets {

/// The personas of the user: make, copy, edit, delete, import and export them. Each change counts
/// at once; a deleted persona can be taken back while the dialog is open. Not modal; open it with
/// show().
class PersonaDialog : public QDialog
{
    Q_OBJECT

public:
    /// `personas` must outlive this.
    PersonaDialog(client::PersonaController &personas, QWidget *parent);
    ~PersonaDialog() override;

    /// True if what the user says is understood by the built-in recogniser.
    void setHearsOnlyEnglish(bool onlyEnglish);
    void done(int result) override;
    /// Writes a persona, or all of them, to a file. Says so if that fails.
    void exportTo(const QString &path, bool all);
    void importFrom(const QString &path);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectParts();
    void fillMenu();
    void showPersonas();
    void showCurrent();
    void select(const QString &id);
    QString currentId() const;
    void addNew();
    void copyCurrent();
    void removeCurrent();
    void askForFile(bool saves, bool all = false);
    void complain(const QString &words);

    std::unique_ptr<Ui::PersonaDialog> m_ui;
    client::PersonaController &m_personas;
};

} // namespace holdline::widgets
